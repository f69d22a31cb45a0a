package org.diptych.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.ObjectStore;
import org.diptych.study.Candidate;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Finding;
import org.diptych.study.Uid;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages, REST, health and metrics of the engine as a browser and a monitor meet them. */
@QuarkusTest
@TestProfile(ListeningOnly.class)
class AdminPagesIT {
  private static final String PROBLEM = "application/problem+json";
  private static final String NOBODY = CaseId.of(new Uid("9.9")).toString();
  private static final Finding DISPUTED =
      Samples.finding("Pleural effusion", "60046008", 0.6, 0.8, 0.1, 0.2, true, null);

  @Inject Journal journal;
  @Inject ObjectStore objects;

  @ConfigProperty(name = "diptych.mllp.port")
  int mllpPort;

  private String read;
  private String aside;
  private long step;

  @BeforeEach
  void layOutCases() throws IOException {
    KeptCases kept = new KeptCases(journal, objects);
    CaseId first = CaseId.of(new Uid("1.71"));
    CaseId second = CaseId.of(new Uid("1.72"));
    if (journal.transact(open -> open.cases().find(first)).isEmpty()) {
      kept.study("1.71", CaseState.READY, "accession-number", 1);
      kept.read(first, "A <b>small</b> effusion & more.", DISPUTED);
      kept.study("1.72", CaseState.SET_ASIDE, "several-studies", 2);
    }
    step = kept.append(first, EntryKind.CASE_READY, Map.of("version", "1"));
    kept.append(
        first, EntryKind.DELIVERED, Map.of("server", "/fhir", "resources", "DiagnosticReport/12"));
    journal.transact(
        open -> open.cases().offer(second, List.of(new Candidate("1.71", 80, "accession number"))));
    read = first.toString();
    aside = second.toString();
  }

  @Test
  void the_front_page_lists_the_cases_and_what_wants_a_person_first() {
    String page = page("/");
    assertThat(page).contains("Look here first", "Pleural effusion", "several studies");
    assertThat(page.indexOf("Look here first")).isLessThan(page.indexOf("All cases"));
    assertThat(page("/?state=set-aside")).contains(aside).doesNotContain("/cases/" + read);
  }

  @Test
  void the_page_of_a_case_shows_both_panels_and_escapes_the_report() {
    assertThat(page("/cases/" + read))
        .contains("A &lt;b&gt;small&lt;/b&gt; effusion &amp; more.")
        .contains("/admin/cases/" + read + "/image?version=1")
        .contains("the image suggests it, the report does not")
        .contains("href=\"/fhir/DiagnosticReport/12\"");
    assertThat(page("/cases/" + aside))
        .contains("It might belong to one of these.", "/cases/" + read);
  }

  @Test
  void pages_and_images_are_never_stored_and_load_nothing_from_elsewhere() {
    for (String path : new String[] {"/", "/cases/" + read, "/admin/cases/" + read + "/image"}) {
      given()
          .get(path)
          .then()
          .statusCode(200)
          .header("Cache-Control", "no-store")
          .header(
              "Content-Security-Policy",
              allOf(containsString("default-src 'self'"), containsString("frame-ancestors 'none'")))
          .header("X-Content-Type-Options", "nosniff")
          .header("Referrer-Policy", "same-origin");
    }
    given().get("/diptych.css").then().statusCode(200).contentType("text/css");
    given().get("/diptych.svg").then().statusCode(200).contentType("image/svg+xml");
  }

  @Test
  void a_page_that_is_not_there_says_so_without_a_trace() {
    given()
        .get("/cases/" + NOBODY)
        .then()
        .statusCode(404)
        .contentType("text/html")
        .body(containsString("there is no such case"));
    given().get("/cases/Canary").then().statusCode(400).body(not(containsString("Canary")));
  }

  @Test
  void rest_lists_cases_by_state_with_paging() {
    given()
        .get("/admin/cases?state=SET_ASIDE&limit=1")
        .then()
        .statusCode(200)
        .body("cases.id", contains(aside))
        .body("limit", equalTo(1))
        .body("counts.SET_ASIDE", equalTo(1));
  }

  @Test
  void rest_tells_all_of_one_case() {
    given()
        .get("/admin/cases/" + read)
        .then()
        .statusCode(200)
        .body("case.state", equalTo("DELIVERED"))
        .body("case.discordant", equalTo(true))
        .body("study.uid", equalTo("1.71"))
        .body("report.text", containsString("<b>small</b>"))
        .body("findings.findings[0].codes[0].code", equalTo("60046008"))
        .body("findings.abstained", nullValue())
        .body("documents[0].reference", equalTo("DiagnosticReport/12"))
        .body("timeline.kind", hasItem("instance-kept"));
  }

  @Test
  void the_image_is_the_one_that_was_read_and_a_missing_overlay_is_a_problem() {
    assertThat(given().get("/admin/cases/" + read + "/image").asByteArray())
        .isEqualTo(KeptCases.PREVIEW);
    given().get("/admin/cases/" + read + "/overlay").then().statusCode(404).contentType(PROBLEM);
  }

  @Test
  void what_cannot_be_answered_is_a_problem_document() {
    given()
        .get("/admin/cases/" + NOBODY)
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("status", equalTo(404), "title", equalTo("Not Found"));
    given().get("/admin/cases/not-a-uuid").then().statusCode(400).contentType(PROBLEM);
    given()
        .get("/admin/cases?state=lost")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("allowed", hasItem("SET_ASIDE"));
    given().get("/admin/cases?limit=many").then().statusCode(400).contentType(PROBLEM);
  }

  @Test
  void a_step_is_replayed_over_rest() {
    String replay = "/admin/cases/" + read + "/replay";
    given()
        .contentType("application/json")
        .body("{\"entry\": " + step + "}")
        .post(replay)
        .then()
        .statusCode(202)
        .body("kind", equalTo("case-ready"));
    given().post(replay).then().statusCode(202).body("entry", equalTo((int) step));
    given().contentType("application/json").body("{").post(replay).then().statusCode(400);
    given()
        .contentType("application/json")
        .body("{\"entry\": 0}")
        .post(replay)
        .then()
        .statusCode(409)
        .contentType(PROBLEM);
    given().post("/admin/cases/" + NOBODY + "/replay").then().statusCode(404);
  }

  @Test
  void the_button_replays_and_leads_back_and_no_other_site_can_press_it() {
    String replay = "/cases/" + read + "/replay";
    Response pressed =
        given()
            .redirects()
            .follow(false)
            .header("Sec-Fetch-Site", "same-origin")
            .formParam("entry", step)
            .post(replay);
    assertThat(pressed.statusCode()).isEqualTo(303);
    assertThat(pressed.header("Location")).endsWith("/cases/" + read + "?replayed=" + step);
    given().header("Sec-Fetch-Site", "cross-site").post(replay).then().statusCode(403);
    given().header("Origin", "http://elsewhere.example").post(replay).then().statusCode(403);
  }

  @Test
  void rest_pages_through_the_cases_by_its_links() {
    String next =
        given()
            .get("/admin/cases?modality=CR&limit=1")
            .then()
            .statusCode(200)
            .header("Link", containsString("rel=\"next\""))
            .extract()
            .path("next");
    given()
        .urlEncodingEnabled(false)
        .get(next)
        .then()
        .statusCode(200)
        .body("cases.size()", equalTo(1))
        .body("next", nullValue());
    given().get("/admin/cases?offset=1").then().statusCode(400).contentType(PROBLEM);
  }

  @Test
  void a_person_chooses_takes_back_and_abandons_over_rest() {
    String choice = "/admin/cases/" + aside + "/choice";
    given()
        .contentType("application/json")
        .body("{\"candidate\": \"" + NOBODY + "\"}")
        .post(choice)
        .then()
        .statusCode(422)
        .contentType(PROBLEM);
    given()
        .contentType("application/json")
        .body("{\"candidate\": \"1.72\"}")
        .post("/admin/cases/" + NOBODY + "/choice")
        .then()
        .statusCode(404);
    given().delete(choice).then().statusCode(409).contentType(PROBLEM);
    given().header("Sec-Fetch-Site", "cross-site").delete(choice).then().statusCode(403);
    given()
        .header("Origin", "http://elsewhere.example")
        .post("/admin/cases/" + aside + "/abandon")
        .then()
        .statusCode(403);
  }

  @Test
  void the_buttons_of_the_page_decide_and_lead_to_the_case() {
    String choice = "/cases/" + aside + "/choice";
    given()
        .formParam("candidate", "9.9.9")
        .post(choice)
        .then()
        .statusCode(422)
        .contentType("text/html")
        .body(containsString("there is no such study or report"));
    given().post("/cases/" + aside + "/choice/undo").then().statusCode(409);
    given().header("Sec-Fetch-Site", "cross-site").post(choice).then().statusCode(403);
    assertThat(page("/cases/" + aside + "?noted=chosen")).contains("The choice is noted");
  }

  @Test
  void health_names_each_check() {
    given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    given()
        .get("/q/health/ready")
        .then()
        .body(
            "checks.name",
            allOf(
                hasItem("database"),
                hasItem("object store"),
                hasItem("routes"),
                hasItem("listeners"),
                hasItem("models")))
        .body("checks.find { it.name == 'database' }.status", equalTo("UP"))
        .body("checks.find { it.name == 'object store' }.status", equalTo("UP"))
        .body("checks.find { it.name == 'routes' }.status", equalTo("UP"))
        .body("checks.find { it.name == 'listeners' }.status", equalTo("UP"));
  }

  @Test
  void metrics_count_cases_entries_and_the_time_of_every_stage() throws IOException {
    offerAReportThatCannotBeRead();
    String metrics = page("/q/metrics");
    assertThat(metrics)
        .contains("diptych_cases{state=\"SET_ASIDE\"} 1.0")
        .contains("diptych_entries{kind=\"case-ready\"}")
        .contains("diptych_disk_free_bytes")
        .containsPattern("camel_exchanges_total\\{[^}]*routeId=\"dicom-intake\"")
        .containsPattern("camel_exchanges_total\\{[^}]*routeId=\"hl7-intake\"[^}]*} [1-9]")
        .containsPattern("camel_route_policy_seconds_count\\{[^}]*routeId=\"hl7-intake\"")
        .containsPattern(
            "camel_route_policy_seconds_bucket\\{[^}]*routeId=\"hl7-intake\"[^}]*le=\"0.05\"")
        .doesNotContain("ACC-1", "Canary", "effusion");
  }

  /** A message passes the route whatever it holds; the answer says that it was refused. */
  private void offerAReportThatCannotBeRead() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", mllpPort)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "\u000bMSH|^~\\&|RIS|HOSP|||20260301||ZZZ^Z99|Canary|P|2.5.1\r\u001c\r"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(0x0b);
    }
  }

  private static String page(String path) {
    return given().get(path).then().statusCode(200).extract().asString();
  }
}
