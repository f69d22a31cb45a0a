package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a resource that are asked for, what is not sent again, and XML. */
class AnswerFormTest extends InteractionsFixture {
  private static final String READ = "/DiagnosticReport/r1";
  private static final String SEARCH = "/DiagnosticReport?_id=r1";
  private static final String IN_BUNDLE = "entry[0].resource.";

  @Override
  DataSource database() {
    return Databases.h2();
  }

  @BeforeAll
  void keepAReport() {
    fhir()
        .body(
            """
            {"resourceType":"Patient","id":"p1","gender":"female","name":[{"family":"Stone"}],
             "contact":[{"gender":"male"}],"text":{"status":"generated",
             "div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">Stone</div>"}}\
            """)
        .put("/Patient/p1");
    fhir()
        .body(
            """
            {"resourceType":"DiagnosticReport","id":"r1","status":"preliminary",
             "code":{"text":"x"},"conclusion":"clear","issued":"2024-05-06T08:00:00Z",
             "identifier":[{"value":"1"}],"subject":{"reference":"Patient/p1"},
             "presentedForm":[{"title":"form"}],"text":{"status":"generated",
             "div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">clear</div>"}}\
            """)
        .put(READ);
  }

  @Test
  void a_summary_has_the_elements_that_r4_marks() {
    for (boolean search : List.of(true, false)) {
      var answer = get((search ? SEARCH + "&" : READ + "?") + "_summary=true");
      String at = search ? IN_BUNDLE : "";
      answer
          .body(at + "status", equalTo("preliminary"))
          .body(at + "code.text", equalTo("x"))
          .body(at + "subject.reference", equalTo("Patient/p1"))
          .body(at + "conclusion", nullValue())
          .body(at + "presentedForm", nullValue())
          .body(at + "text", nullValue())
          .body(at + "meta.versionId", equalTo("1"));
      isSubsetted(answer, at);
    }
  }

  @Test
  void a_summary_of_the_text_has_the_text_and_what_is_mandatory() {
    for (boolean search : List.of(true, false)) {
      var answer = get((search ? SEARCH + "&" : READ + "?") + "_summary=text");
      String at = search ? IN_BUNDLE : "";
      answer
          .body(at + "text.div", containsString("clear"))
          .body(at + "id", equalTo("r1"))
          .body(at + "status", equalTo("preliminary"))
          .body(at + "code.text", equalTo("x"))
          .body(at + "issued", nullValue())
          .body(at + "conclusion", nullValue());
      isSubsetted(answer, at);
    }
  }

  @Test
  void a_summary_of_the_data_leaves_the_text_out() {
    for (boolean search : List.of(true, false)) {
      var answer = get((search ? SEARCH + "&" : READ + "?") + "_summary=data");
      String at = search ? IN_BUNDLE : "";
      answer
          .body(at + "text", nullValue())
          .body(at + "conclusion", equalTo("clear"))
          .body(at + "presentedForm[0].title", equalTo("form"));
      isSubsetted(answer, at);
    }
  }

  @Test
  void a_summary_that_is_no_summary_is_the_resource() {
    get(SEARCH + "&_summary=false")
        .body(IN_BUNDLE + "text.div", containsString("clear"))
        .body(IN_BUNDLE + "meta.tag", nullValue());
  }

  @Test
  void elements_are_those_asked_for_and_what_is_mandatory() {
    for (boolean search : List.of(true, false)) {
      var answer = get((search ? SEARCH + "&" : READ + "?") + "_elements=issued,subject");
      String at = search ? IN_BUNDLE : "";
      answer
          .body(at + "issued", notNullValue())
          .body(at + "subject.reference", equalTo("Patient/p1"))
          .body(at + "status", equalTo("preliminary"))
          .body(at + "code.text", equalTo("x"))
          .body(at + "id", equalTo("r1"))
          .body(at + "conclusion", nullValue())
          .body(at + "identifier", nullValue())
          .body(at + "text", nullValue());
      isSubsetted(answer, at);
    }
  }

  @Test
  void the_frame_of_a_searchset_is_whole_whatever_is_asked_for() {
    for (String form : List.of("_summary=true", "_elements=issued", "_summary=data")) {
      get(SEARCH + "&_include=DiagnosticReport:subject&" + form)
          .body("type", equalTo("searchset"))
          .body("total", equalTo(1))
          .body("link.relation", hasItem("self"))
          .body("entry.fullUrl", hasItem(server.base() + "/Patient/p1"))
          .body("entry.search.mode", equalTo(List.of("match", "include")));
    }
  }

  @Test
  void a_count_has_a_total_and_nothing_else() {
    get("/DiagnosticReport?_summary=count")
        .body("type", equalTo("searchset"))
        .body("total", equalTo(1))
        .body("entry", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/fhir+json", "application/fhir+xml"})
  void what_has_not_changed_is_not_sent_again(String type) {
    var read = given().accept(type).get(server.base() + READ).then().statusCode(200);
    String tag = read.extract().header("ETag");
    String modified = read.extract().header("Last-Modified");
    assertThat(tag).isEqualTo("W/\"1\"");
    given()
        .accept(type)
        .header("If-None-Match", tag)
        .get(server.base() + READ)
        .then()
        .statusCode(304)
        .body(equalTo(""));
    given()
        .accept(type)
        .header("If-Modified-Since", modified)
        .get(server.base() + READ)
        .then()
        .statusCode(304);
    given()
        .accept(type)
        .header("If-None-Match", "W/\"7\"")
        .get(server.base() + READ)
        .then()
        .statusCode(200);
    given()
        .accept(type)
        .header("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")
        .get(server.base() + READ)
        .then()
        .statusCode(200);
  }

  @Test
  void a_condition_that_is_no_date_is_no_condition() {
    given()
        .header("If-Modified-Since", "yesterday")
        .get(server.base() + READ)
        .then()
        .statusCode(200);
  }

  @Test
  void every_page_links_to_itself_and_to_the_first() {
    for (int i = 0; i < 3; i++) {
      fhir()
          .body("{\"resourceType\":\"Organization\",\"id\":\"g" + i + "\",\"name\":\"linked\"}")
          .put("/Organization/g" + i);
    }
    String first = server.base() + "/Organization?name=linked&_count=2&_sort=_id";
    var page = get("/Organization?name=linked&_count=2&_sort=_id");
    String next = link(page, "next");
    assertThat(parts(link(page, "self"))).isEqualTo(parts(first));
    assertThat(parts(link(page, "first"))).isEqualTo(parts(first));
    var second = given().urlEncodingEnabled(false).get(next).then().statusCode(200);
    assertThat(parts(link(second, "self"))).isEqualTo(parts(next));
    assertThat(parts(link(second, "first"))).isEqualTo(parts(first));
    assertThat(link(second, "next")).isNull();
    second.body("entry.resource.id", equalTo(List.of("g2")));
  }

  @Test
  void xml_has_the_same_parts() {
    xml(SEARCH + "&_summary=true&_sort=-issued")
        .body("Bundle.total.@value", equalTo("1"))
        .body("Bundle.entry.resource.DiagnosticReport.status.@value", equalTo("preliminary"))
        .body("Bundle.entry.resource.DiagnosticReport.conclusion.@value", nullValue())
        .body("Bundle.entry.resource.DiagnosticReport.meta.tag.code.@value", equalTo("SUBSETTED"));
    xml(READ + "?_elements=issued")
        .body("DiagnosticReport.issued.@value", not(equalTo("")))
        .body("DiagnosticReport.conclusion.@value", nullValue());
    xml("/DiagnosticReport?_summary=count").body("Bundle.total.@value", equalTo("1"));
    xml(READ + "/_history").body("Bundle.type.@value", equalTo("history"));
    given()
        .accept("application/fhir+xml")
        .get(server.base() + "/DiagnosticReport?shoe=1")
        .then()
        .statusCode(400)
        .body("OperationOutcome.issue.code.@value", equalTo("not-supported"));
  }

  private ValidatableResponse get(String path) {
    return given().urlEncodingEnabled(false).get(server.base() + path).then().statusCode(200);
  }

  private ValidatableResponse xml(String path) {
    return given()
        .urlEncodingEnabled(false)
        .accept("application/fhir+xml")
        .get(server.base() + path)
        .then()
        .statusCode(200)
        .contentType(containsString("application/fhir+xml"));
  }

  private static void isSubsetted(ValidatableResponse answer, String at) {
    answer.body(at + "meta.tag.code", hasItem("SUBSETTED"));
  }

  private static Set<String> parts(String url) {
    return Set.of(url.split("[?&]"));
  }

  private static String link(ValidatableResponse page, String relation) {
    return page.extract().path("link.find { it.relation == '" + relation + "' }?.url");
  }
}
