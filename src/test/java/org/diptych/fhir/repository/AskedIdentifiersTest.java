package org.diptych.fhir.repository;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a conditional interaction writes must be what its criteria find. */
class AskedIdentifiersTest extends InteractionsFixture {
  @Override
  DataSource database() {
    return Databases.h2();
  }

  private static final String TRANSACTION =
      """
      {"resourceType":"Bundle","type":"transaction","entry":[{"resource":%s,"request":{%s}}]}\
      """;

  private void hasNone(String value) {
    fhir().get("/Patient?identifier=urn:t:mrn|" + value).then().body("total", equalTo(0));
  }

  @Test
  void a_conditional_create_of_what_its_criteria_do_not_find_is_refused() {
    String value = newValue();

    isOutcome(
        fhir()
            .header("If-None-Exist", "identifier=urn:t:mrn|other")
            .body(patient(value, "A"))
            .post("/Patient")
            .then()
            .body("issue[0].diagnostics", containsString("Patient")),
        412,
        "business-rule");
    hasNone(value);
  }

  @Test
  void a_conditional_update_of_what_its_criteria_do_not_find_is_refused() {
    String value = newValue();
    String url = "/Patient?identifier=urn:t:mrn|" + value;
    fhir().body(patient(value, "A")).put(url).then().statusCode(201);

    isOutcome(fhir().body(patient(value + "x", "B")).put(url).then(), 412, "business-rule");

    fhir().get(url).then().body("entry[0].resource.name[0].family", equalTo("A"));
    hasNone(value + "x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"method\":\"POST\",\"url\":\"Patient\",\"ifNoneExist\":\"identifier=urn:t:mrn|other\"",
        "\"method\":\"PUT\",\"url\":\"Patient?identifier=urn:t:mrn|other\""
      })
  void a_transaction_with_such_an_entry_is_refused(String request) {
    String value = newValue();

    isOutcome(
        fhir().body(TRANSACTION.formatted(patient(value, "A"), request)).post("").then(),
        412,
        "business-rule");
    hasNone(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identifier=%s",
        "identifier=urn:t:mrn%%7C%s",
        "identifier=urn:t:mrn%%7Cother,urn:t:mrn%%7C%s",
        "identifier=urn:t:mrn%%7C%s&family=nobody"
      })
  void every_form_of_an_identifier_that_finds_it_is_taken(String criteria) {
    String value = newValue();

    fhir()
        .urlEncodingEnabled(false)
        .body(patient(value, "A"))
        .put("/Patient?" + criteria.formatted(value))
        .then()
        .statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identifier=%%7C%s", "identifier=urn:t:other%%7C%s"})
  void another_system_or_none_is_not_the_same_identifier(String criteria) {
    String value = newValue();

    isOutcome(
        fhir()
            .urlEncodingEnabled(false)
            .body(patient(value, "A"))
            .put("/Patient?" + criteria.formatted(value))
            .then(),
        412,
        "business-rule");
  }
}
