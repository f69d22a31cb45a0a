package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import javax.sql.DataSource;
import org.diptych.fhir.validation.Canonical;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $validate} says what is wrong with a resource, and keeps nothing. */
class ValidateOperationTest extends InteractionsFixture {
  private static final String VALID = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}";
  private static final String INVALID =
      "{\"resourceType\":\"Observation\",\"code\":{\"text\":\"x\"}}";

  @Override
  DataSource database() {
    return Databases.h2();
  }

  @Test
  void a_valid_resource_has_no_error_and_is_not_kept() {
    isValid(fhir().body(VALID).post("/Patient/$validate"));
    isValid(fhir().body(VALID).post("/Patient/$validate?mode=create"));
    fhir().get("/Patient?gender=female").then().body("total", equalTo(0));
  }

  @Test
  void every_error_is_told_with_its_place() {
    fhir()
        .body(INVALID)
        .post("/Observation/$validate")
        .then()
        .statusCode(200)
        .body("resourceType", equalTo("OperationOutcome"))
        .body("issue.severity", hasItem("error"))
        .body("issue.expression.flatten()", hasItem("Observation"))
        .body("issue.diagnostics", hasItem(containsString("Observation.status")));
  }

  @Test
  void a_body_that_is_no_r4_is_an_answer_and_no_failure() {
    for (String body :
        List.of(
            "{\"resourceType\":\"Patient\",\"shoeSize\":44}", "{\"resourceType\":\"Patient\",")) {
      fhir()
          .body(body)
          .post("/Patient/$validate")
          .then()
          .statusCode(200)
          .body("issue[0].severity", equalTo("fatal"))
          .body("issue[0].code", equalTo("structure"));
    }
  }

  @Test
  void a_profile_is_asked_for_in_the_url_or_in_parameters() {
    String url = "/Patient/$validate?profile=" + Canonical.PATIENT;
    fhir().body(VALID).post(url).then().statusCode(200).body("issue.severity", hasItem("error"));
    fhir()
        .body(parameters(VALID, "\"name\":\"profile\",\"valueUri\":\"" + Canonical.PATIENT + "\""))
        .post("/Patient/$validate")
        .then()
        .statusCode(200)
        .body("issue.severity", hasItem("error"));
    String published = "http://hl7.org/fhir/StructureDefinition/Patient";
    isValid(fhir().body(VALID).post("/Patient/$validate?profile=" + published));
  }

  @Test
  void a_profile_that_is_not_known_is_refused() {
    String unknown = "/Patient/$validate?profile=http://example.org/no-such";
    isOutcome(fhir().body(VALID).post(unknown).then(), 400, "not-supported");
  }

  @Test
  void a_resource_that_is_here_is_validated_by_its_id() {
    fhir().body(VALID.replaceFirst("\\{", "{\"id\":\"held\",")).put("/Patient/held");
    isValid(fhir().get("/Patient/held/$validate"));
    isValid(fhir().post("/Patient/held/$validate"));
    fhir()
        .get("/Patient/held/$validate?profile=" + Canonical.PATIENT)
        .then()
        .statusCode(200)
        .body("issue.severity", hasItem("error"));
    isOutcome(fhir().get("/Patient/nobody/$validate").then(), 404, "not-found");
    isOutcome(fhir().get("/Patient/$validate").then(), 400, "invalid");
    isOutcome(fhir().body("").post("/Patient/$validate").then(), 400, "invalid");
  }

  @Test
  void an_update_needs_its_id_in_the_resource() {
    String withId = VALID.replaceFirst("\\{", "{\"id\":\"u1\",");
    String update = parameters(withId, "\"name\":\"mode\",\"valueCode\":\"update\"");
    isValid(fhir().body(update).post("/Patient/u1/$validate"));
    isValid(fhir().body(update).post("/Patient/$validate"));
    fhir().body(update).post("/Patient/u2/$validate").then().body("issue.code", hasItem("invalid"));
    fhir()
        .body(VALID)
        .post("/Patient/u1/$validate?mode=update")
        .then()
        .statusCode(200)
        .body("issue.code", hasItem("invalid"));
  }

  @Test
  void what_this_repository_can_not_keep_is_told() {
    String body =
        "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:t\",\"value\":\"%s\"}]}"
            .formatted("1".repeat(501));
    fhir()
        .body(body)
        .post("/Patient/$validate?mode=create")
        .then()
        .statusCode(200)
        .body("issue.code", hasItem("business-rule"));
    isValid(fhir().body(body).post("/Patient/$validate?mode=profile"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mode=delete", "mode=maybe", "usage=x", "_elements=id"})
  void what_is_not_supported_is_refused_and_named(String query) {
    var answer = fhir().body(VALID).post("/Patient/$validate?" + query).then();
    isOutcome(answer, 400, "not-supported");
    answer.body("issue[0].diagnostics", containsString("'" + query.split("=")[0] + "'"));
  }

  @Test
  void another_type_or_content_type_is_refused() {
    isOutcome(fhir().body(INVALID).post("/Patient/$validate").then(), 400, "invalid");
    isOutcome(
        given()
            .baseUri(server.base())
            .contentType("text/plain")
            .body(VALID)
            .post("/Patient/$validate")
            .then(),
        400,
        "invalid");
  }

  @Test
  void xml_is_understood_and_answered() {
    given()
        .baseUri(server.base())
        .contentType("application/fhir+xml")
        .accept("application/fhir+xml")
        .body(
            "<Observation xmlns=\"http://hl7.org/fhir\"><code><text"
                + " value=\"x\"/></code></Observation>")
        .post("/Observation/$validate")
        .then()
        .statusCode(200)
        .contentType(containsString("application/fhir+xml"))
        .body("OperationOutcome.issue.severity.@value", not(equalTo("information")));
  }

  @Test
  void the_capability_statement_lists_the_operation() {
    fhir()
        .get("/metadata")
        .then()
        .body(
            "rest[0].resource.findAll { it.type != 'Subscription' }.operation.name",
            everyItem(hasItem("validate")));
  }

  private static String parameters(String resource, String parameter) {
    return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":"
        + resource
        + "},{"
        + parameter
        + "}]}";
  }

  private static void isValid(io.restassured.response.Response answer) {
    ValidatableResponse outcome = answer.then().statusCode(200);
    outcome
        .body("resourceType", equalTo("OperationOutcome"))
        .body("issue.severity", everyItem(in(List.of("information", "warning"))));
  }

  private static String subscription(String topic) {
    return """
    {"resourceType":"Subscription","status":"requested","reason":"test",
     "meta":{"profile":["http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription"]},
     "criteria":"http://diptych.org/fhir/SubscriptionTopic/%s","channel":{"type":"rest-hook",
     "endpoint":"http://127.0.0.1:9/hook","payload":"application/fhir+json",
     "header":["Authorization: Bearer canary"],
     "_payload":{"extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content","valueCode":"id-only"}]}}}
    """
        .formatted(topic);
  }

  @Test
  void a_subscription_is_held_to_what_is_served() {
    isValid(fhir().body(subscription("patient")).post("/Subscription/$validate"));
    fhir()
        .body(subscription("unheard-of"))
        .post("/Subscription/$validate")
        .then()
        .statusCode(200)
        .body("issue.diagnostics", hasItem(containsString("topic")));
    fhir().get("/Subscription").then().body("total", equalTo(0));
  }

  @Test
  void a_subscription_that_is_here_is_validated_and_has_no_history() {
    String id =
        fhir()
            .body(subscription("patient"))
            .post("/Subscription")
            .then()
            .statusCode(201)
            .extract()
            .path("id");

    isValid(fhir().get("/Subscription/" + id + "/$validate"));

    isOutcome(fhir().get("/Subscription/" + id + "/_history").then(), 400, "invalid");
    fhir().delete("/Subscription/" + id).then().statusCode(204);
  }
}
