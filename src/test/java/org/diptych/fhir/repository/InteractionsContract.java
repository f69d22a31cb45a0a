package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every database must give: the interactions on single resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InteractionsContract extends InteractionsFixture {
  @Test
  void the_capability_statement_lists_what_is_implemented() {
    fhir()
        .get("/metadata")
        .then()
        .statusCode(200)
        .body("resourceType", equalTo("CapabilityStatement"))
        .body("fhirVersion", equalTo("4.0.1"))
        .body("implementation.url", equalTo(server.base()))
        .body("rest[0].interaction.code", equalTo(List.of("transaction")))
        .body("rest[0].resource.type", hasItems("Patient", "ImagingStudy", "DiagnosticReport"))
        .body(
            "rest[0].resource.find { it.type == 'DiagnosticReport' }.searchParam.name",
            hasItems("_id", "_lastUpdated", "identifier", "status", "imaging-study", "result"))
        .body("rest[0].resource[0].conditionalUpdate", equalTo(true));
  }

  @Test
  void a_created_resource_is_read_with_its_version_and_time() {
    String location =
        fhir()
            .body(patient(newValue(), "Stone"))
            .post("/Patient")
            .then()
            .statusCode(201)
            .header("ETag", "W/\"1\"")
            .header("Last-Modified", notNullValue())
            .header("Location", matchesPattern(".*/fhir/Patient/[^/]+/_history/1"))
            .extract()
            .header("Location");
    given()
        .get(location.substring(0, location.indexOf("/_history")))
        .then()
        .statusCode(200)
        .header("ETag", "W/\"1\"")
        .header("Last-Modified", notNullValue())
        .body("meta.versionId", equalTo("1"))
        .body("name[0].family", equalTo("Stone"));
    given().get(location).then().statusCode(200).body("meta.versionId", equalTo("1"));
  }

  @Test
  void json_and_xml_say_the_same() {
    String value = newValue();
    String id =
        given()
            .baseUri(server.base())
            .contentType("application/fhir+xml")
            .body(
                """
                <Patient xmlns="http://hl7.org/fhir"><identifier><system value="urn:t:mrn"/>
                <value value="%s"/></identifier><birthDate value="1970-03-30"/></Patient>"""
                    .formatted(value))
            .post("/Patient")
            .then()
            .statusCode(201)
            .extract()
            .header("Location")
            .replaceAll(".*/Patient/(.*)/_history/1", "$1");
    fhir().get("/Patient/" + id).then().body("birthDate", equalTo("1970-03-30"));
    fhir()
        .accept("application/fhir+xml")
        .get("/Patient/" + id)
        .then()
        .contentType(containsString("application/fhir+xml"))
        .body(containsString("<birthDate value=\"1970-03-30\""));
    fhir()
        .get("/Patient/" + id + "?_format=xml")
        .then()
        .contentType(containsString("application/fhir+xml"));
  }

  @Test
  void an_update_makes_a_version_and_the_same_content_makes_none() {
    String value = newValue();
    fhir()
        .body(patient("u-" + value, value, "A"))
        .put("/Patient/u-" + value)
        .then()
        .statusCode(201);
    String second = patient("u-" + value, value, "B");
    fhir().body(second).put("/Patient/u-" + value).then().statusCode(200).header("ETag", "W/\"2\"");
    fhir().body(second).put("/Patient/u-" + value).then().statusCode(200).header("ETag", "W/\"2\"");
    fhir()
        .get("/Patient/u-" + value + "/_history")
        .then()
        .statusCode(200)
        .body("type", equalTo("history"))
        .body("total", equalTo(2))
        .body("entry.resource.collect { it.name[0].family }", equalTo(List.of("B", "A")))
        .body("entry.request.method", equalTo(List.of("PUT", "POST")));
    fhir().get("/Patient/u-" + value + "/_history/1").then().body("name[0].family", equalTo("A"));
    isOutcome(fhir().get("/Patient/u-" + value + "/_history/3").then(), 404, "not-found");
  }

  @Test
  void an_update_of_a_stale_version_is_refused() {
    String value = newValue();
    String path = "/Patient/m-" + value;
    fhir().body(patient("m-" + value, value, "A")).put(path).then().statusCode(201);
    String second = patient("m-" + value, value, "B");
    fhir().header("If-Match", "W/\"1\"").body(second).put(path).then().statusCode(200);
    String third = patient("m-" + value, value, "C");
    isOutcome(fhir().header("If-Match", "W/\"1\"").body(third).put(path).then(), 412, "conflict");
    fhir().get(path).then().body("name[0].family", equalTo("B"));
    isOutcome(
        fhir()
            .header("If-Match", "W/\"1\"")
            .body(patient("none-" + value, value, "C"))
            .put("/Patient/none-" + value)
            .then(),
        412,
        "conflict");
  }

  @Test
  void a_conditional_create_finds_what_is_here() {
    String value = newValue();
    String condition = "identifier=urn:t:mrn|" + value;
    String id =
        fhir()
            .header("If-None-Exist", condition)
            .body(patient(value, "A"))
            .post("/Patient")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    fhir()
        .header("If-None-Exist", condition)
        .body(patient(value, "Other"))
        .post("/Patient")
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("name[0].family", equalTo("A"))
        .header("Location", containsString("/Patient/" + id + "/_history/1"));
  }

  @Test
  void a_conditional_update_creates_then_updates_and_refuses_several_matches() {
    String value = newValue();
    String id =
        fhir()
            .queryParam("identifier", "urn:t:mrn|" + value)
            .body(patient(value, "A"))
            .put("/Patient")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    fhir()
        .queryParam("identifier", "urn:t:mrn|" + value)
        .body(patient(value, "B"))
        .put("/Patient")
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .header("ETag", "W/\"2\"");
    isOutcome(
        fhir()
            .queryParam("identifier", "urn:t:mrn|" + value)
            .body(patient("another", value, "B"))
            .put("/Patient")
            .then(),
        400,
        "invalid");
    fhir().body(patient(value, "Twin")).post("/Patient").then().statusCode(201);
    isOutcome(
        fhir()
            .queryParam("identifier", "urn:t:mrn|" + value)
            .body(patient(value, "C"))
            .put("/Patient")
            .then(),
        412,
        "multiple-matches");
  }

  @Test
  void a_conditional_update_honours_if_match() {
    String value = newValue();
    fhir().body(patient(value, "A")).post("/Patient").then().statusCode(201);
    isOutcome(
        fhir()
            .header("If-Match", "W/\"7\"")
            .queryParam("identifier", value)
            .body(patient(value, "B"))
            .put("/Patient")
            .then(),
        412,
        "conflict");
  }

  @Test
  void criteria_that_are_empty_or_unknown_change_nothing() {
    isOutcome(
        fhir().body(patient(newValue(), "A")).put("/Patient?_format=json").then(), 400, "invalid");
    isOutcome(
        fhir()
            .header("If-None-Exist", "identifier=")
            .body(patient(newValue(), "A"))
            .post("/Patient")
            .then(),
        400,
        "invalid");
    isOutcome(
        fhir()
            .header("If-None-Exist", "shoe-size=44")
            .body(patient(newValue(), "A"))
            .post("/Patient")
            .then(),
        400,
        "not-supported");
  }

  @Test
  void an_unmodified_resource_is_not_sent_again() {
    String value = newValue();
    fhir()
        .body(patient("n-" + value, value, "A"))
        .put("/Patient/n-" + value)
        .then()
        .statusCode(201);
    fhir().header("If-None-Match", "W/\"1\"").get("/Patient/n-" + value).then().statusCode(304);
  }

  @Test
  void what_is_not_offered_is_refused_with_an_outcome() {
    isOutcome(fhir().delete("/Patient/any").then(), 405, "not-supported");
    isOutcome(fhir().get("/Patient/any").then(), 404, "not-found");
    isOutcome(fhir().get("/Patient/any/_history").then(), 404, "not-found");
    isOutcome(fhir().get("/Medication/1").then(), 404, "not-found");
    isOutcome(
        fhir().body("{\"resourceType\":\"Medication\"}").post("/Medication").then(),
        404,
        "not-found");
    isOutcome(fhir().get("/Patient/$everything").then(), 400, "invalid");
    isOutcome(fhir().get("/_history").then(), 400, "invalid");
    fhir()
        .contentType("application/json-patch+json")
        .body("[]")
        .patch("/Patient/any")
        .then()
        .statusCode(not(equalTo(200)))
        .body("resourceType", equalTo("OperationOutcome"));
  }

  @Test
  void what_is_no_fhir_is_refused_with_400() {
    isOutcome(
        fhir().body("{\"resourceType\":\"Patient\",").post("/Patient").then(), 400, "invalid");
    isOutcome(fhir().body("not json").post("/Patient").then(), 400, "invalid");
    isOutcome(fhir().body("").post("/Patient").then(), 400, "invalid");
    isOutcome(
        fhir().body("{\"resourceType\":\"Observation\"}").post("/Patient").then(), 400, "invalid");
    isOutcome(
        fhir().body("{\"resourceType\":\"Patient\",\"shoeSize\":44}").post("/Patient").then(),
        400,
        "invalid");
    isOutcome(
        fhir()
            .body("{\"resourceType\":\"Patient\",\"birthDate\":\"yesterday\"}")
            .post("/Patient")
            .then(),
        400,
        "invalid");
    isOutcome(
        given()
            .baseUri(server.base())
            .contentType("text/plain")
            .body("{\"resourceType\":\"Patient\"}")
            .post("/Patient")
            .then(),
        400,
        "invalid");
    isOutcome(fhir().body(patient("x", newValue(), "A")).put("/Patient/y").then(), 400, "invalid");
    isOutcome(
        fhir().body(patient("a_b", newValue(), "A")).put("/Patient/a_b").then(), 400, "invalid");
  }

  @Test
  void an_external_entity_in_xml_is_never_read() {
    String answer =
        given()
            .baseUri(server.base())
            .contentType("application/fhir+xml")
            .body(
                "<!DOCTYPE p [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                    + "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"&e;\"/>"
                    + "<text value=\"x\"/></name></Patient>")
            .post("/Patient")
            .then()
            .statusCode(400)
            .extract()
            .asString();
    assertThat(answer).contains("OperationOutcome");
  }

  @Test
  void a_body_that_is_too_long_is_refused_also_when_it_is_compressed() throws Exception {
    String text = "x".repeat(2 << 20);
    String body = patient(newValue(), text);
    isOutcome(fhir().body(body).post("/Patient").then(), 413, "too-long");
    var packed = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
      gzip.write(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    isOutcome(
        fhir()
            .header("Content-Encoding", "gzip")
            .body(packed.toByteArray())
            .post("/Patient")
            .then(),
        413,
        "too-long");
  }

  @Test
  void a_compressed_body_is_understood() throws Exception {
    var packed = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
      gzip.write(patient(newValue(), "Zip").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    fhir()
        .header("Content-Encoding", "gzip")
        .body(packed.toByteArray())
        .post("/Patient")
        .then()
        .statusCode(201)
        .body("name[0].family", equalTo("Zip"));
  }

  @Test
  void the_history_of_a_type_is_paged() {
    for (int i = 0; i < 3; i++) {
      String value = newValue();
      fhir()
          .body(
              """
              {"resourceType":"Endpoint","status":"active","address":"urn:a:%s",
               "identifier":[{"value":"%s"}],
               "connectionType":{"system":"urn:t","code":"wado"},
               "payloadType":[{"text":"DICOM"}]}"""
                  .formatted(value, value))
          .post("/Endpoint")
          .then()
          .statusCode(201);
    }
    String following =
        fhir()
            .get("/Endpoint/_history?_count=2")
            .then()
            .statusCode(200)
            .body("total", equalTo(3))
            .body("entry", hasSize(2))
            .extract()
            .path("link.find { it.relation == 'next' }.url");
    given().get(following).then().statusCode(200).body("entry", hasSize(1));
    isOutcome(fhir().get("/Endpoint/_history?_list=x").then(), 400, "not-supported");
  }
}
