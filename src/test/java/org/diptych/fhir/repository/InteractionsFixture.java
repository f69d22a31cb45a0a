package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A repository on some database and what is sent to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InteractionsFixture {
  RepositoryServer server;
  int next;

  abstract DataSource database() throws Exception;

  @BeforeAll
  void start() throws Exception {
    server = RepositoryServer.over(database());
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  RequestSpecification fhir() {
    return given()
        .baseUri(server.base())
        .contentType("application/fhir+json")
        .urlEncodingEnabled(true);
  }

  String newValue() {
    return getClass().getSimpleName() + next++;
  }

  static String patient(String value, String family) {
    return """
        {"resourceType":"Patient","identifier":[{"system":"urn:t:mrn","value":"%s"}],
         "name":[{"family":"%s"}]}"""
        .formatted(value, family);
  }

  static String patient(String id, String value, String family) {
    return patient(value, family).replaceFirst("\\{", "{\"id\":\"" + id + "\",");
  }

  static void isOutcome(ValidatableResponse answer, int status, String code) {
    answer
        .statusCode(status)
        .body("resourceType", equalTo("OperationOutcome"))
        .body("issue[0].severity", equalTo("error"))
        .body("issue[0].code", equalTo(code));
  }
}
