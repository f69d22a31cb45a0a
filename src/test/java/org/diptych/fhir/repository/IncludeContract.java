package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every database must give: what a search brings along. */
abstract class IncludeContract extends InteractionsFixture {
  @BeforeAll
  void keepOneReading() {
    put("Patient/p1", "\"gender\":\"female\"");
    put("Device/d1", "\"status\":\"active\"");
    put("ImagingStudy/s1", "\"status\":\"available\",\"subject\":{\"reference\":\"Patient/p1\"}");
    for (String id : List.of("o1", "o2")) {
      put(
          "Observation/" + id,
          """
          "status":"preliminary","code":{"text":"x"},"subject":{"reference":"Patient/p1"},
          "derivedFrom":[{"reference":"ImagingStudy/s1"},{"reference":"Observation/gone"}],
          "device":{"reference":"Device/d1"}\
          """);
    }
    for (String id : List.of("r1", "r2")) {
      put(
          "DiagnosticReport/" + id,
          """
          "status":"preliminary","code":{"text":"x"},"subject":{"reference":"Patient/p1"},
          "basedOn":[{"reference":"http://elsewhere.test/fhir/ServiceRequest/1"}],
          "imagingStudy":[{"reference":"ImagingStudy/s1"}],
          "result":[{"reference":"Observation/o1/_history/1"},{"reference":"Observation/o2"}]\
          """);
    }
    put(
        "DetectedIssue/i1",
        """
        "status":"preliminary","patient":{"reference":"Patient/p1"},
        "implicated":[{"reference":"DiagnosticReport/r1"}]\
        """);
    put(
        "Provenance/v1",
        """
        "target":[{"reference":"DiagnosticReport/r1"},{"reference":"Observation/o1"}],
        "recorded":"2024-05-06T10:00:00Z","agent":[{"who":{"reference":"Device/d1"}}]\
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:result r1|o1,o2",
        "DiagnosticReport?_id=r1,r2&_include=DiagnosticReport:result r1,r2|o1,o2",
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:subject r1|p1",
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:subject:Patient r1|p1",
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:subject:Group r1|",
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:imaging-study r1|s1",
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:based-on r1|",
        "DiagnosticReport?_id=r1&_include=* r1|o1,o2,p1,s1",
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:* r1|o1,o2,p1,s1",
        "Observation?_id=o1&_include=Observation:derived-from o1|s1",
        "Observation?_id=o1&_include=Observation:derived-from:ImagingStudy o1|s1",
        "Provenance?_id=v1&_include=Provenance:target v1|o1,r1",
        "Provenance?_id=v1&_include=Provenance:target:Observation v1|o1",
        "DetectedIssue?_id=i1&_include=DetectedIssue:implicated i1|r1",
        "DiagnosticReport?_id=r1&_revinclude=Provenance:target r1|v1",
        "DiagnosticReport?_id=r1&_revinclude=DetectedIssue:implicated r1|i1",
        "DiagnosticReport?_id=r2&_revinclude=DetectedIssue:implicated r2|",
        "Patient?_id=p1&_revinclude=Observation:subject p1|o1,o2",
        "Patient?_id=p1&_revinclude=Observation:subject:Patient p1|o1,o2",
        "Patient?_id=p1&_revinclude=Observation:subject:Device p1|",
        "ImagingStudy?_id=s1&_revinclude=Observation:derived-from s1|o1,o2",
        "DiagnosticReport?_id=r1&_include=DiagnosticReport:result"
            + "&_include:iterate=Observation:device&_revinclude=Provenance:target r1|d1,o1,o2,v1",
        "DetectedIssue?_id=i1&_include=DetectedIssue:implicated"
            + "&_include:iterate=DiagnosticReport:result&_revinclude:iterate=Provenance:target"
            + " i1|o1,o2,r1,v1",
        "DiagnosticReport?_id=none&_include=DiagnosticReport:result |",
        "DiagnosticReport?_id=r1&_summary=count&_include=DiagnosticReport:result |",
      })
  void a_search_brings_along_exactly(String query, String expected) {
    var entries = entries(search(query));
    String found = ids(entries, "match") + "|" + ids(entries, "include");
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void only_matches_count_and_nothing_is_there_twice() {
    var answer = search("Provenance?_include=*&_revinclude=Provenance:target&_include=*");
    answer.body("total", equalTo(1));
    List<String> urls = answer.extract().path("entry.fullUrl");
    assertThat(new HashSet<>(urls)).hasSameSizeAs(urls);
    search("Observation?_id=o1,o2&_include:iterate=Observation:derived-from")
        .body("total", equalTo(2));
  }

  @Test
  void what_comes_along_is_the_current_version() {
    put("Patient/moving", "\"gender\":\"male\"");
    put(
        "DocumentReference/doc",
        "\"status\":\"current\",\"subject\":{\"reference\":\"Patient/moving/_history/1\"},"
            + "\"content\":[{\"attachment\":{\"url\":\"urn:x\"}}]");
    fhir()
        .body("{\"resourceType\":\"Patient\",\"id\":\"moving\",\"gender\":\"other\"}")
        .put("/Patient/moving")
        .then()
        .statusCode(200);
    search("DocumentReference?_id=doc&_include=DocumentReference:subject")
        .body("entry[1].resource.gender", equalTo("other"))
        .body("entry[1].resource.meta.versionId", equalTo("2"));
    fhir()
        .body(
            "{\"resourceType\":\"DocumentReference\",\"id\":\"doc\",\"status\":\"current\","
                + "\"content\":[{\"attachment\":{\"url\":\"urn:x\"}}]}")
        .put("/DocumentReference/doc")
        .then()
        .statusCode(200);
    search("Patient?_id=moving&_revinclude=DocumentReference:subject")
        .body("entry.search.mode", equalTo(List.of("match")));
  }

  @Test
  void more_than_is_allowed_is_cut_off_and_said() {
    put("Patient/busy", "\"gender\":\"male\"");
    for (int i = 0; i < 21; i++) {
      put(
          "ServiceRequest/q" + i,
          "\"status\":\"active\",\"intent\":\"order\",\"subject\":{\"reference\":\"Patient/busy\"}");
    }
    var answer = search("Patient?_id=busy&_revinclude=ServiceRequest:subject");
    assertThat(ids(entries(answer), "include").split(",")).hasSize(20);
    answer
        .body("total", equalTo(1))
        .body("entry[21].search.mode", equalTo("outcome"))
        .body("entry[21].resource.issue[0].severity", equalTo("warning"))
        .body("entry[21].resource.issue[0].code", equalTo("incomplete"));
    search("ServiceRequest?_count=30&subject=busy&_include=ServiceRequest:subject")
        .body("entry.findAll { it.search.mode == 'include' }.size()", equalTo(1))
        .body("entry.search.mode", not(hasItems("outcome")));
  }

  @Test
  void the_next_page_brings_its_own_along() {
    var first = search("Observation?patient=p1&_count=1&_include=Observation:device");
    String next = first.extract().path("link.find { it.relation == 'next' }.url");
    assertThat(next).contains("_include=Observation%3Adevice");
    given()
        .urlEncodingEnabled(false)
        .get(next)
        .then()
        .statusCode(200)
        .body("entry.search.mode", equalTo(List.of("match", "include")));
  }

  @Test
  void xml_says_the_same() {
    given()
        .urlEncodingEnabled(false)
        .accept("application/fhir+xml")
        .get(server.base() + "/DiagnosticReport?_id=r1&_include=DiagnosticReport:subject")
        .then()
        .statusCode(200)
        .contentType(containsString("application/fhir+xml"))
        .body("Bundle.entry[1].search.mode.@value", equalTo("include"))
        .body("Bundle.entry[1].resource.Patient.id.@value", equalTo("p1"));
  }

  @Test
  void a_search_in_a_transaction_brings_along_too() {
    fhir()
        .body(
            "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                + "{\"method\":\"GET\",\"url\":\"DiagnosticReport?_id=r1&_include="
                + "DiagnosticReport:subject\"}}]}")
        .post("")
        .then()
        .statusCode(200)
        .body("entry[0].resource.entry.search.mode", equalTo(List.of("match", "include")));
  }

  @Test
  void the_capability_statement_lists_what_can_be_asked_for() {
    String report = "rest[0].resource.find { it.type == 'DiagnosticReport' }.";
    fhir()
        .get("/metadata")
        .then()
        .body(
            report + "searchInclude",
            hasItems("*", "DiagnosticReport:result", "DiagnosticReport:imaging-study"))
        .body(report + "searchInclude", not(hasItems("DiagnosticReport:code")))
        .body(
            report + "searchRevInclude", hasItems("Provenance:target", "DetectedIssue:implicated"))
        .body(report + "searchRevInclude", not(hasItems("Observation:subject")));
  }

  private void put(String path, String elements) {
    String[] typeAndId = path.split("/");
    fhir()
        .body(
            "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                .formatted(typeAndId[0], typeAndId[1], elements))
        .put("/" + path)
        .then()
        .statusCode(201);
  }

  private ValidatableResponse search(String query) {
    return fhir().urlEncodingEnabled(false).get("/" + query).then().statusCode(200);
  }

  private static List<Map<String, Map<String, String>>> entries(ValidatableResponse answer) {
    List<Map<String, Map<String, String>>> entries = answer.extract().path("entry");
    return entries == null ? new ArrayList<>() : entries;
  }

  private static String ids(List<Map<String, Map<String, String>>> entries, String mode) {
    return entries.stream()
        .filter(entry -> entry.get("search").get("mode").equals(mode))
        .map(entry -> entry.get("resource").get("id"))
        .sorted()
        .collect(Collectors.joining(","));
  }
}
