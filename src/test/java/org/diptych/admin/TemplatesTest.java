package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.Variant;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.CaseQuery;
import org.diptych.study.CaseState;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private static final Engine QUTE =
      Engine.builder()
          .addDefaults()
          .addValueResolver(new ReflectionValueResolver())
          .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
          .addLocator(name -> Optional.of(new Resource(name)))
          .build();

  private record Resource(String name) implements TemplateLocator.TemplateLocation {
    @Override
    public Reader read() {
      return new InputStreamReader(
          TemplatesTest.class.getResourceAsStream("/templates/" + name + ".html"),
          StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Variant> getVariant() {
      return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
    }
  }

  static String casePage(CaseDossier dossier) {
    return QUTE.getTemplate("case")
        .data("view", new CaseView(Samples.AS, dossier, "For research only.", null))
        .render();
  }

  static String listPage(
      List<CaseSummary> wanting, List<CaseSummary> rows, List<EngineHealth.Light> lights) {
    CaseListView view =
        CaseListView.of(
            Samples.AS,
            new CaseQuery(null, 0, 50),
            wanting,
            rows,
            Map.of(CaseState.DELIVERED, 12L, CaseState.SET_ASIDE, 1L, CaseState.RECEIVING, 2L),
            lights);
    return QUTE.getTemplate("cases").data("view", view).render();
  }

  @Test
  void a_discordant_case_shows_both_panels_and_says_which_one_disagrees() {
    String page = casePage(Samples.discordant());
    assertThat(page)
        .contains("/admin/cases/" + Samples.ID + "/image?version=1")
        .contains("/admin/cases/" + Samples.ID + "/overlay?version=1")
        .contains("Image and report disagree")
        .contains("the image suggests it, the report does not")
        .contains("<mark class=\"w4\">opacities</mark>")
        .contains("href=\"/fhir/DiagnosticReport/12\"")
        .contains("For research only.");
  }

  @Test
  void text_of_a_report_cannot_become_markup() {
    assertThat(casePage(Samples.withReportText("<script>alert(1)</script> & more")))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more")
        .doesNotContain("<script>");
  }

  @Test
  void a_set_aside_case_shows_why_and_links_its_candidates() {
    assertThat(casePage(Samples.setAside()))
        .contains("Set aside: ambiguous accession number")
        .contains("href=\"/cases/" + Samples.ID + "\">1.2.3.4</a>")
        .contains("No report has arrived for this study.");
  }

  @Test
  void images_that_arrive_in_a_row_are_one_line_of_the_story() {
    assertThat(casePage(Samples.discordant()))
        .containsOnlyOnce("<strong>Image kept")
        .contains("× 2");
  }

  @Test
  void the_list_puts_what_wants_a_person_first_and_shows_health() {
    CaseSummary discordant = Samples.discordant().summary();
    String page =
        listPage(
            List.of(discordant),
            List.of(discordant, Samples.setAside().summary()),
            List.of(
                new EngineHealth.Light("database", true),
                new EngineHealth.Light("listeners", false)));
    assertThat(page.indexOf("Look here first")).isBetween(1, page.indexOf("All cases"));
    assertThat(page).contains("Not ready").contains("DOE, JANE").contains("/?state=set-aside");
  }

  @Test
  void an_empty_list_says_what_to_do() {
    String page =
        QUTE.getTemplate("cases")
            .data(
                "view",
                CaseListView.of(
                    Samples.AS,
                    new CaseQuery(null, 0, 50),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(new EngineHealth.Light("database", true))))
            .render();
    assertThat(page).contains("No case here yet").contains("Ready");
  }

  @Test
  void no_page_asks_another_host_or_runs_a_script() {
    for (String page :
        List.of(casePage(Samples.discordant()), listPage(List.of(), List.of(), List.of()))) {
      assertThat(page).doesNotContain("http://", "https://", "<script", "style=", " onclick");
    }
  }
}
