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
        .data("view", new CaseView(Samples.AS, dossier, "For research only.", null, Noted.CHOSEN))
        .render();
  }

  static String listPage(
      List<CaseSummary> wanting, List<CaseSummary> rows, List<EngineHealth.Light> lights) {
    CaseListView view =
        CaseListView.of(
            Samples.AS,
            new CaseFilter(CaseQuery.all(50), Map.of("accession", "A\"1")),
            wanting,
            new CasePage(rows, true),
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
  void a_set_aside_case_shows_why_and_lets_a_person_choose_a_candidate() {
    assertThat(casePage(Samples.setAside()))
        .contains("Set aside: ambiguous accession number")
        .contains("href=\"/cases/" + Samples.ID + "\">1.2.3.4</a>", "80 of 100")
        .contains("accession number, patient", "Study: CR CHEST", "DOE, JANE")
        .contains("action=\"/cases/" + Samples.ID + "/choice\"")
        .contains("name=\"candidate\" value=\"1.2.3.4\"", "Not known any more")
        .contains("No report has arrived for this study.");
  }

  @Test
  void a_case_can_be_abandoned_and_says_what_was_noted() {
    assertThat(casePage(Samples.setAside()))
        .contains("action=\"/cases/" + Samples.ID + "/abandon\"")
        .contains("role=\"status\">The choice is noted");
    assertThat(
            casePage(
                Samples.dossier(
                    Samples.aCase(CaseState.ABANDONED, "abandoned by a person"),
                    Samples.TEXT,
                    Samples.findings(),
                    Samples.story())))
        .doesNotContain("/abandon\"");
  }

  @Test
  void a_choice_that_holds_says_who_made_it_and_can_be_taken_back() {
    CaseDossier paired = Samples.discordant();
    assertThat(casePage(paired)).doesNotContain("/choice/undo");
    CaseDossier chosen =
        new CaseDossier(
            paired.summary(),
            paired.study(),
            paired.report(),
            paired.reading(),
            paired.readings(),
            List.of(),
            new ChoiceView(4, "<anna>", Samples.NOON),
            List.of(),
            paired.documents(),
            paired.timeline());
    assertThat(casePage(chosen))
        .contains("Paired by a person", "&lt;anna&gt; chose this on <time", "2 Mar 2026 12:00")
        .contains("action=\"/cases/" + Samples.ID + "/choice/undo\"");
  }

  @Test
  void earlier_studies_of_the_patient_are_listed_with_their_cases() {
    assertThat(casePage(Samples.discordant()))
        .contains("Earlier studies of the patient", "Chest, a year ago");
    assertThat(casePage(Samples.setAside())).doesNotContain("Earlier studies of the patient");
  }

  @Test
  void the_story_is_told_in_words() {
    assertThat(casePage(Samples.discordant()))
        .contains("version 1, accession-number", "4 resources, to /fhir");
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
    assertThat(page.indexOf("Look here first")).isBetween(1, page.indexOf("Cases found"));
    assertThat(page)
        .contains("Not ready")
        .contains("DOE, JANE", "value=\"A&quot;1\"")
        .contains("rel=\"next\" href=\"/?accession=A%221&amp;after=2026-03-02T12%3A00%3A00Z_")
        .contains("/?state=set-aside");
  }

  @Test
  void an_empty_list_says_what_to_do() {
    String page =
        QUTE.getTemplate("cases")
            .data(
                "view",
                CaseListView.of(
                    Samples.AS,
                    new CaseFilter(CaseQuery.all(50), Map.of()),
                    List.of(),
                    new CasePage(List.of(), false),
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
