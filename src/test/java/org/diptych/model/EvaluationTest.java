package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled breast package measured on the few cases of the fixture, and curves by hand. */
class EvaluationTest {
  private static final Path FIXTURE = Path.of("src", "test", "resources", "fixture");
  private static final List<ClassDefinition> TWO = List.of(named("benign"), named("malignant"));

  private static ModelPackage breast;

  @BeforeAll
  static void open() throws IOException {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
    breast = ModelPackage.load("breast-us", "cpu");
  }

  @AfterAll
  static void close() {
    breast.close();
  }

  @Test
  void the_rows_of_its_modality_are_measured_and_drawn() throws IOException {
    ObjectNode result = evaluation().run(FIXTURE, line -> {});
    assertThat(result.path("n").asInt()).isEqualTo(3);
    assertThat(result.path("roc").path("malignant")).isNotEmpty();
    assertThat(sum(result.path("confusion"))).isEqualTo(3);
    String page = EvaluationPage.html(result);
    assertThat(page)
        .contains("<polyline", "<circle", "Confusion")
        .doesNotContain("src=")
        .doesNotContain("NaN");
  }

  @Test
  void spoilt_pictures_and_pictures_of_another_kind_are_asked_apart_from_its_own()
      throws IOException {
    ObjectNode refusals = evaluation().refusals(FIXTURE, List.of(FIXTURE));
    JsonNode perKind = refusals.path("perKind");
    assertThat(refusals.path("n").asInt()).isEqualTo(3);
    assertThat(refusals.path("inScope").asDouble()).isZero();
    for (String surely : List.of("blank", "colour", "anotherLanguage", "noise")) {
      assertThat(perKind.path(surely).asDouble()).as(surely).isEqualTo(1);
    }
    assertThat(perKind.path("anotherKind").asDouble()).isBetween(0.0, 0.9);
  }

  @Test
  void each_picture_is_shown_with_its_own_report_and_with_anothers() throws IOException {
    ObjectNode discordance = evaluation().discordance(FIXTURE);
    assertThat(discordance.path("n").asInt()).isBetween(1, 3);
    assertThat(discordance.path("auc").asDouble()).isBetween(0.0, 1.0);
    assertThat(discordance.path("perKind").fieldNames()).toIterable().containsExactly("swapped");
  }

  @Test
  void curves_follow_from_the_outcomes() {
    List<Outcome> outcomes =
        List.of(said(0.9, true), said(0.8, false), said(0.3, true), said(0.2, false));
    ObjectNode curves = new ObjectMapper().createObjectNode();
    new EvaluationCurves(TWO, true).write(outcomes, curves);
    assertThat(curves.path("roc").path("benign"))
        .hasToString("[[0.0,0.0],[0.0,0.5],[0.5,0.5],[0.5,1.0],[1.0,1.0]]");
    assertThat(curves.path("confusion")).hasToString("[[1,1],[1,1]]");
    JsonNode surest = curves.path("reliability").get(curves.path("reliability").size() - 1);
    assertThat(surest.path("n").asInt()).isEqualTo(1);
    assertThat(surest.path("confidence").asDouble()).isCloseTo(0.9, within(1e-9));
    assertThat(surest.path("right").asDouble()).isEqualTo(1);
  }

  private static Evaluation evaluation() {
    return new Evaluation(breast, new Evaluation.Terms(null, Reading.Mode.BOTH, false, 1));
  }

  private static int sum(JsonNode rows) {
    int sum = 0;
    for (JsonNode row : rows) {
      for (JsonNode count : row) {
        sum += count.asInt();
      }
    }
    return sum;
  }

  private static Outcome said(double benign, boolean isBenign) {
    return new Outcome(
        OutcomeJson.row("x", "p"),
        new double[] {benign, 1 - benign},
        new boolean[] {benign > 0.5, benign <= 0.5},
        new boolean[] {isBenign, !isBenign},
        null,
        null,
        null,
        null,
        false);
  }

  private static ClassDefinition named(String label) {
    return new ClassDefinition(
        label, List.of(new ClassDefinition.Code("urn:t", label, label)), true, false, List.of());
  }
}
