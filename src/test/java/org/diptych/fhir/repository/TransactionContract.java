package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every database must give: all or nothing, and no duplicates under concurrency. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransactionContract {
  private static final int SENDERS = 12;

  private final List<RepositoryServer> servers = new ArrayList<>();
  private ExecutorService senders;

  abstract DataSource database() throws Exception;

  @BeforeAll
  void start() throws Exception {
    DataSource shared = database();
    // Two servers over one database are two engines.
    servers.add(RepositoryServer.over(shared));
    servers.add(RepositoryServer.over(shared));
    senders = Executors.newFixedThreadPool(SENDERS);
  }

  @AfterAll
  void stop() throws Exception {
    senders.shutdownNow();
    for (RepositoryServer server : servers) {
      server.close();
    }
  }

  private ValidatableResponse post(String bundle) {
    return post(0, bundle);
  }

  private ValidatableResponse post(int server, String bundle) {
    return given()
        .contentType("application/fhir+json")
        .body(bundle)
        .post(servers.get(server).base())
        .then();
  }

  private ValidatableResponse get(String pathAndQuery) {
    return given()
        .urlEncodingEnabled(false)
        .get(servers.get(0).base() + pathAndQuery.replace("|", "%7C"))
        .then();
  }

  private static String transaction(String... entries) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
        + String.join(",", entries)
        + "]}";
  }

  private static String entry(String fullUrl, String resource, String request) {
    return "{\"fullUrl\":\"%s\",\"resource\":%s,\"request\":{%s}}"
        .formatted(fullUrl, resource, request);
  }

  /** What the engine writes for one case. */
  private static String result(String key) {
    return transaction(
        entry(
            "urn:uuid:00000000-0000-0000-0000-000000000001",
            """
            {"resourceType":"Patient","identifier":[{"system":"urn:t:mrn","value":"%s"}]}"""
                .formatted(key),
            """
            "method":"POST","url":"Patient","ifNoneExist":"identifier=urn:t:mrn|%s\""""
                .formatted(key)),
        entry(
            "urn:uuid:00000000-0000-0000-0000-000000000004",
            """
            {"resourceType":"DiagnosticReport","status":"preliminary",
             "identifier":[{"system":"urn:diptych:result","value":"%s"}],
             "code":{"text":"x"},
             "subject":{"reference":"urn:uuid:00000000-0000-0000-0000-000000000001"},
             "imagingStudy":[{"reference":"urn:uuid:00000000-0000-0000-0000-000000000002"}],
             "result":[{"reference":"urn:uuid:00000000-0000-0000-0000-000000000003"}]}"""
                .formatted(key),
            """
            "method":"PUT","url":"DiagnosticReport?identifier=urn:diptych:result|%s\""""
                .formatted(key)),
        entry(
            "urn:uuid:00000000-0000-0000-0000-000000000003",
            """
            {"resourceType":"Observation","status":"preliminary",
             "identifier":[{"system":"urn:diptych:result","value":"%s-o"}],
             "code":{"text":"x"},
             "subject":{"reference":"urn:uuid:00000000-0000-0000-0000-000000000001"},
             "derivedFrom":[{"reference":"urn:uuid:00000000-0000-0000-0000-000000000002"}]}"""
                .formatted(key),
            """
            "method":"PUT","url":"Observation?identifier=urn:diptych:result|%s-o\""""
                .formatted(key)),
        entry(
            "urn:uuid:00000000-0000-0000-0000-000000000002",
            """
            {"resourceType":"ImagingStudy","status":"available",
             "identifier":[{"system":"urn:dicom:uid","value":"urn:oid:1.%s"}],
             "subject":{"reference":"urn:uuid:00000000-0000-0000-0000-000000000001"}}"""
                .formatted(key),
            """
            "method":"POST","url":"ImagingStudy",
            "ifNoneExist":"identifier=urn:dicom:uid|urn:oid:1.%s\""""
                .formatted(key)));
  }

  @Test
  void a_result_is_written_once_however_often_it_is_sent() {
    var first =
        post(result("once"))
            .statusCode(200)
            .body("type", equalTo("transaction-response"))
            .body(
                "entry.response.status",
                equalTo(List.of("201 Created", "201 Created", "201 Created", "201 Created")))
            .body("entry[1].response.location", containsString("DiagnosticReport/"))
            .body("entry[1].response.etag", equalTo("W/\"1\""));
    List<String> locations = first.extract().path("entry.response.location");
    post(result("once"))
        .statusCode(200)
        .body("entry.response.status", equalTo(List.of("200 OK", "200 OK", "200 OK", "200 OK")))
        .body("entry.response.location", equalTo(locations));
    String report = locations.get(1).split("/")[1];
    get("/DiagnosticReport?identifier=urn:diptych:result|once")
        .body("total", equalTo(1))
        .body("entry[0].resource.meta.versionId", equalTo("1"))
        .body(
            "entry[0].resource.subject.reference",
            equalTo(locations.get(0).replaceAll("/_history.*", "")))
        .body(
            "entry[0].resource.result[0].reference",
            equalTo(locations.get(2).replaceAll("/_history.*", "")));
    get("/DiagnosticReport/" + report + "/_history").body("total", equalTo(1));
    get("/DiagnosticReport?imaging-study=" + locations.get(3).split("/")[1])
        .body("total", equalTo(1));
  }

  @Test
  void many_senders_of_one_result_make_no_duplicate() throws Exception {
    for (int round = 0; round < 5; round++) {
      String key = "race" + round;
      Set<String> locations =
          inParallel(sender -> post(sender % 2, result(key)).statusCode(200).extract().asString())
              .stream()
              .map(answer -> answer.replaceAll("(?s).*\"(DiagnosticReport/[^/]+)/.*", "$1"))
              .collect(Collectors.toSet());
      assertThat(locations).hasSize(1);
      get("/Patient?identifier=urn:t:mrn|" + key).body("total", equalTo(1));
      get("/DiagnosticReport?identifier=urn:diptych:result|" + key).body("total", equalTo(1));
      get("/Observation?identifier=urn:diptych:result|" + key + "-o").body("total", equalTo(1));
    }
  }

  @Test
  void many_conditional_creates_make_one_resource() throws Exception {
    List<Integer> statuses =
        inParallel(
            sender ->
                given()
                    .contentType("application/fhir+json")
                    .header("If-None-Exist", "identifier=urn:t:mrn|single")
                    .body(
                        "{\"resourceType\":\"Patient\",\"identifier\":"
                            + "[{\"system\":\"urn:t:mrn\",\"value\":\"single\"}]}")
                    .post(servers.get(sender % 2).base() + "/Patient")
                    .statusCode());
    assertThat(statuses).containsOnlyOnce(201).contains(200);
    get("/Patient?identifier=urn:t:mrn|single").body("total", equalTo(1));
  }

  @Test
  void of_many_updates_of_one_version_only_one_succeeds() throws Exception {
    String path = "/Patient/contended";
    String body = "{\"resourceType\":\"Patient\",\"id\":\"contended\",\"language\":\"l%d\"}";
    given()
        .contentType("application/fhir+json")
        .body(body.formatted(99))
        .put(servers.get(0).base() + path)
        .then()
        .statusCode(201);
    List<Integer> statuses =
        inParallel(
            sender ->
                given()
                    .contentType("application/fhir+json")
                    .header("If-Match", "W/\"1\"")
                    .body(body.formatted(sender))
                    .put(servers.get(sender % 2).base() + path)
                    .statusCode());
    assertThat(statuses).containsOnlyOnce(200).contains(412);
    get(path + "/_history").body("total", equalTo(2));
  }

  @Test
  void times_of_update_rise_with_the_order_of_commits() throws Exception {
    inParallel(sender -> post(sender % 2, result("time" + sender)).statusCode(200));
    List<String> times =
        get("/DiagnosticReport?_sort=_lastUpdated&_count=500")
            .extract()
            .path("entry.collect { it.resource.meta.lastUpdated }");
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_reference_to_no_entry_undoes_everything() {
    String broken =
        result("undone")
            .replace("\"urn:uuid:00000000-0000-0000-0000-000000000003\"}]", "\"urn:uuid:none\"}]");
    assertRefused(broken, "undone", "Bundle.entry[1]");
  }

  @Test
  void a_reference_to_an_absent_resource_undoes_everything() {
    String broken =
        result("absent")
            .replace(
                "\"urn:uuid:00000000-0000-0000-0000-000000000003\"}]", "\"Observation/nowhere\"}]");
    assertRefused(broken, "absent", "Bundle.entry[1] refers to a Observation that is not here");
  }

  @Test
  void criteria_as_a_reference_find_exactly_one_or_fail() {
    String byCriteria =
        """
        {"resourceType":"Observation","status":"final","code":{"text":"x"},
         "subject":{"reference":"Patient?identifier=urn:t:mrn|byref"}}""";
    String bundle =
        transaction(entry("urn:uuid:1", byCriteria, "\"method\":\"POST\",\"url\":\"Observation\""));
    post(bundle).statusCode(400).body("resourceType", equalTo("OperationOutcome"));
    post(result("byref")).statusCode(200);
    String location = post(bundle).statusCode(200).extract().path("entry[0].response.location");
    get("/" + location).body("subject.reference", containsString("Patient/"));
  }

  @Test
  void a_stale_if_match_undoes_everything() {
    String stale =
        transaction(
            entry(
                "urn:uuid:1",
                """
                {"resourceType":"Patient","identifier":[{"system":"urn:t:mrn","value":"stale"}]}""",
                "\"method\":\"POST\",\"url\":\"Patient\""),
            entry(
                "urn:uuid:2",
                "{\"resourceType\":\"Device\",\"id\":\"dev\"}",
                "\"method\":\"PUT\",\"url\":\"Device/dev\",\"ifMatch\":\"W/\\\"3\\\"\""));
    post(stale).statusCode(412).body("resourceType", equalTo("OperationOutcome"));
    get("/Patient?identifier=urn:t:mrn|stale").body("total", equalTo(0));
  }

  @Test
  void reads_come_after_writes_and_answers_in_the_order_of_the_request() {
    post(transaction(
            "{\"request\":{\"method\":\"GET\",\"url\":\"Device/later\"}}",
            "{\"request\":{\"method\":\"GET\",\"url\":\"Device?identifier=later-1\"}}",
            entry(
                "urn:uuid:1",
                "{\"resourceType\":\"Device\",\"id\":\"later\",\"identifier\":[{\"value\":\"later-1\"}]}",
                "\"method\":\"PUT\",\"url\":\"Device/later\"")))
        .statusCode(200)
        .body("entry[0].resource.id", equalTo("later"))
        .body("entry[1].resource.type", equalTo("searchset"))
        .body("entry[1].resource.total", equalTo(1))
        .body("entry[2].response.status", equalTo("201 Created"));
  }

  @Test
  void what_a_transaction_can_not_do_is_refused() {
    String patient = "{\"resourceType\":\"Patient\",\"id\":\"same\"}";
    String put = "\"method\":\"PUT\",\"url\":\"Patient/same\"";
    post(transaction(entry("urn:uuid:1", patient, put), entry("urn:uuid:2", patient, put)))
        .statusCode(400)
        .body("issue[0].diagnostics", containsString("Bundle.entry[1]"));
    post(transaction("{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/same\"}}"))
        .statusCode(400);
    post(transaction(entry("urn:uuid:1", patient, "\"method\":\"PUT\",\"url\":\"Patient/other\"")))
        .statusCode(400);
    post(transaction(
            entry(
                "urn:uuid:1",
                "{\"resourceType\":\"Medication\"}",
                "\"method\":\"POST\",\"url\":\"Medication\"")))
        .statusCode(404);
    post("{\"resourceType\":\"Bundle\",\"type\":\"batch\"}")
        .statusCode(400)
        .body("issue[0].code", equalTo("not-supported"));
    post("{\"resourceType\":\"Patient\"}").statusCode(400);
    get("/Patient/same").statusCode(404);
  }

  private void assertRefused(String bundle, String key, String why) {
    post(bundle)
        .statusCode(400)
        .body("resourceType", equalTo("OperationOutcome"))
        .body("issue[0].diagnostics", containsString(why));
    get("/Patient?identifier=urn:t:mrn|" + key).body("total", equalTo(0));
    get("/Observation?identifier=urn:diptych:result|" + key + "-o").body("total", equalTo(0));
  }

  private interface Sending<T> {
    T by(int sender) throws Exception;
  }

  private <T> List<T> inParallel(Sending<T> sending) throws Exception {
    CyclicBarrier together = new CyclicBarrier(SENDERS);
    List<Callable<T>> tasks = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int me = sender;
      tasks.add(
          () -> {
            together.await();
            return sending.by(me);
          });
    }
    List<T> results = new ArrayList<>();
    for (Future<T> result : senders.invokeAll(tasks)) {
      results.add(result.get());
    }
    return results;
  }
}
