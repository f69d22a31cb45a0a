package org.diptych.spine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.diptych.study.CaseId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person decides over REST, against the packaged engine, which stops and starts in between. */
class ChoiceIT {
  private static final String TEXT =
      "Breast ultrasound. 1 focal lesion. Lesion in the upper right field, wider than tall.";

  @TempDir static Path directory;

  @Test
  void a_choice_is_read_survives_a_restart_and_can_be_taken_back()
      throws IOException, InterruptedException {
    Engines engines = new Engines(directory.resolve("data"));
    Hospital first = new Hospital(31, "Roe^Sara", TEXT, directory);
    Hospital second = first.withAnotherStudy(32);
    String aside;
    try (EngineProcess engine = engines.start(Map.of())) {
      first.sendStudy(engine);
      second.sendStudy(engine);
      Engines.awaitState(engine, first.study(), "AWAITING_REPORT");
      Engines.awaitState(engine, second.study(), "AWAITING_REPORT");
      first.sendReport(engine);
      aside = awaitSetAside(engine);
      assertThat(candidates(engine, aside)).contains(first.study().value());
      assertThat(choose(engine, aside, "9.9.9").statusCode()).isEqualTo(422);
      Response chosen = choose(engine, aside, second.study().value());
      assertThat(chosen.statusCode()).isEqualTo(202);
      assertThat(chosen.path("caseId").toString()).isEqualTo(caseOf(second));
      Engines.awaitState(engine, second.study(), "DELIVERED");
      assertThat(choose(engine, aside, second.study().value()).path("repeated").toString())
          .isEqualTo("true");
      assertThat(latin(given().get(engine.url() + "/dicom-web" + object(second)).asByteArray()))
          .contains(latin(Files.readAllBytes(second.image())));
    }
    try (EngineProcess engine = engines.start(Map.of())) {
      Response kept = given().get(engine.url() + "/admin/cases/" + caseOf(second));
      assertThat(kept.path("case.reason").toString()).isEqualTo("paired by a person");
      assertThat(kept.path("choice.by").toString()).isEqualTo("anna");
      int delivered = given().delete(choice(engine, caseOf(second))).statusCode();
      assertThat(delivered).isEqualTo(202);
      Engines.awaitState(engine, second.study(), "AWAITING_REPORT");
      assertThat(awaitSetAside(engine)).isEqualTo(aside);
      assertThat(given().delete(choice(engine, caseOf(first))).statusCode()).isEqualTo(409);
      assertThat(given().post(engine.url() + "/admin/cases/" + aside + "/abandon").statusCode())
          .isEqualTo(202);
    }
  }

  /** Bytes as characters, one each. */
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String caseOf(Hospital hospital) {
    return CaseId.of(hospital.study()).toString();
  }

  private static String object(Hospital hospital) {
    return "/studies/%1$s/series/%1$s.1/instances/%1$s.1.1".formatted(hospital.study());
  }

  private static String choice(EngineProcess engine, String id) {
    return engine.url() + "/admin/cases/" + id + "/choice";
  }

  private static Response choose(EngineProcess engine, String id, String candidate) {
    return given()
        .contentType("application/json")
        .body("{\"candidate\": \"" + candidate + "\", \"by\": \"anna\"}")
        .post(choice(engine, id));
  }

  private static String candidates(EngineProcess engine, String id) {
    return given().get(engine.url() + "/admin/cases/" + id).path("candidates.key").toString();
  }

  private static String awaitSetAside(EngineProcess engine) {
    String list = engine.url() + "/admin/cases?state=SET_ASIDE&wantsPerson=true&accession=ACC31";
    await()
        .atMost(Engines.PATIENCE)
        .untilAsserted(() -> assertThat(given().get(list).<Integer>path("cases.size()")).isOne());
    return given().get(list).path("cases[0].id");
  }
}
