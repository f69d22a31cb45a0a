package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database must give: sorted searches and their pages. */
abstract class SortContract extends InteractionsFixture {
  @BeforeAll
  void keepReports() {
    report("a", "final", "2024-05-06", "2024-05-07T08:00:00Z");
    report("b", "preliminary", "2024-05-05", null);
    report("c", "final", null, "2024-05-06T08:00:00+02:00");
    report("d", "preliminary", "2024", "2024-05-06T05:00:00Z");
    report("e", "amended", null, null);
    put("Patient/p1", "\"name\":[{\"family\":\"Östman\"},{\"family\":\"Abel\"}]");
    put("Patient/p2", "\"name\":[{\"family\":\"Berg\"}],\"birthDate\":\"1970\"");
    put("Patient/p3", "\"name\":[{\"family\":\"berg\"}],\"birthDate\":\"1969-12-31\"");
    put("Patient/p4", "\"gender\":\"male\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "DiagnosticReport?_sort=date d,b,a,e,c",
        "DiagnosticReport?_sort=-date a,b,d,e,c",
        "DiagnosticReport?_sort=date,_lastUpdated d,b,a,c,e",
        "DiagnosticReport?_sort=issued d,c,a,e,b",
        "DiagnosticReport?_sort=-issued a,c,d,e,b",
        "DiagnosticReport?_sort=status e,c,a,d,b",
        "DiagnosticReport?_sort=-status d,b,c,a,e",
        "DiagnosticReport?_sort=status,date e,a,c,d,b",
        "DiagnosticReport?_sort=status,-date e,a,c,b,d",
        "DiagnosticReport?_sort=-status,-issued,_id d,b,a,c,e",
        "DiagnosticReport?_sort=_lastUpdated,date a,b,c,d,e",
        "DiagnosticReport?_sort=_id a,b,c,d,e",
        "DiagnosticReport?_sort=-_id e,d,c,b,a",
        "DiagnosticReport?status=final&_sort=issued c,a",
        "Patient?_sort=family,_id p1,p2,p3,p4",
        "Patient?_sort=-family,-_id p1,p3,p2,p4",
        "Patient?_sort=birthdate,_id p3,p2,p1,p4",
      })
  void a_search_is_sorted(String query, String ids) {
    assertThat(ids(search(server.base() + "/" + query))).containsExactly(ids.split(","));
    assertThat(pages(server.base() + "/" + query + "&_count=2", () -> {}))
        .containsExactly(ids.split(","));
    assertThat(pages(server.base() + "/" + query + "&_count=1", () -> {}))
        .containsExactly(ids.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"authored", "-authored", "status,-authored", "-status,authored,_id"})
  void pages_neither_repeat_nor_lose_anything_while_others_write(String sort) {
    String patient = "Patient/of-" + sort.replace("-", "x").replaceAll("[^a-z]", "");
    for (int i = 0; i < 7; i++) {
      order("q" + i, patient, i % 2 == 0 ? "active" : "completed", i % 3 == 0 ? null : "202" + i);
    }
    String url =
        server.base() + "/ServiceRequest?subject=" + patient + "&_sort=" + sort + "&_count=";
    List<String> expected = ids(search(url + 50));
    assertThat(expected).hasSize(7);
    int[] written = {0};
    List<String> seen =
        pages(
            url + 2,
            () -> {
              int n = written[0]++;
              order("new" + n, patient, "active", "2019");
              order("q" + n, patient, "revoked", n == 1 ? null : "2030");
              order("q" + (6 - n), "Patient/elsewhere", "active", "2019");
            });
    assertThat(seen).containsExactlyElementsOf(expected);
  }

  @Test
  void a_cursor_that_no_page_gave_is_refused() {
    fhir()
        .get("/DiagnosticReport?_sort=date&_cursor=5-99999999-2")
        .then()
        .statusCode(400)
        .body("issue[0].code", equalTo("invalid"));
  }

  private void report(String id, String status, String effective, String issued) {
    put(
        "DiagnosticReport/" + id,
        "\"status\":\"%s\",\"code\":{\"text\":\"x\"}".formatted(status)
            + (effective == null ? "" : ",\"effectiveDateTime\":\"" + effective + "\"")
            + (issued == null ? "" : ",\"issued\":\"" + issued + "\""));
  }

  private void order(String id, String patient, String status, String authored) {
    put(
        "ServiceRequest/" + id,
        "\"status\":\"%s\",\"intent\":\"order\",\"subject\":{\"reference\":\"%s\"}"
                .formatted(status, patient)
            + (authored == null ? "" : ",\"authoredOn\":\"" + authored + "\""));
  }

  private void put(String path, String elements) {
    String[] typeAndId = path.split("/");
    int status =
        fhir()
            .body(
                "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                    .formatted(typeAndId[0], typeAndId[1], elements))
            .put("/" + path)
            .statusCode();
    assertThat(status).isIn(200, 201);
  }

  private ValidatableResponse search(String url) {
    return given().urlEncodingEnabled(false).get(url).then().statusCode(200);
  }

  private List<String> pages(String url, Runnable between) {
    List<String> seen = new ArrayList<>();
    String next = url;
    while (next != null) {
      ValidatableResponse page = search(next);
      seen.addAll(ids(page));
      next = link(page, "next");
      between.run();
    }
    return seen;
  }

  /** Forwards to the end and back again; the pages on the way back, in the order of the way out. */
  private List<List<String>> andBack(String url, List<List<String>> out) {
    ValidatableResponse page = search(url);
    out.add(ids(page));
    String next = link(page, "next");
    while (next != null) {
      page = search(next);
      out.add(ids(page));
      next = link(page, "next");
    }
    Deque<List<String>> back = new ArrayDeque<>(List.of(ids(page)));
    String previous = link(page, "previous");
    while (previous != null) {
      page = search(previous);
      back.addFirst(ids(page));
      previous = link(page, "previous");
    }
    return List.copyOf(back);
  }

  private static String link(ValidatableResponse page, String relation) {
    return page.extract().path("link.find { it.relation == '" + relation + "' }?.url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&_sort=date", "&_sort=-issued,status", "&_sort=_lastUpdated"})
  void the_pages_before_are_those_that_were_passed(String sort) {
    List<List<String>> out = new ArrayList<>();
    String url = server.base() + "/DiagnosticReport?_count=2" + sort;

    List<List<String>> back = andBack(url, out);

    assertThat(out).hasSizeGreaterThan(2);
    assertThat(back).isEqualTo(out);
  }

  private static List<String> ids(ValidatableResponse answer) {
    return answer.extract().path("entry.collect { it.resource.id }");
  }
}
