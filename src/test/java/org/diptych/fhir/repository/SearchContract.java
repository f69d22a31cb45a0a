package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database must give: searches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchContract {
  private RepositoryServer server;

  abstract DataSource database() throws Exception;

  @BeforeAll
  void start() throws Exception {
    server = RepositoryServer.over(database());
    put(
        "Patient/p1",
        """
        "identifier":[{"system":"urn:t:mrn","value":"100"},{"value":"bare"}],
        "name":[{"family":"Müller","given":["Änne"]}],"birthDate":"1970-03-30","gender":"female\"\
        """);
    put(
        "Patient/p2",
        """
        "identifier":[{"system":"urn:t:mrn","value":"200"},{"system":"urn:t:other","value":"100"}],
        "name":[{"family":"Stone"}],"birthDate":"1971-01","gender":"male\"\
        """);
    put(
        "ImagingStudy/s1",
        """
        "identifier":[{"system":"urn:dicom:uid","value":"urn:oid:1.2.3"}],
        "status":"available","subject":{"reference":"Patient/p1"},
        "started":"2024-05-06T10:00:00+02:00",
        "series":[{"uid":"1.2.3.4","modality":{"code":"DX"}}]\
        """);
    put(
        "Observation/o1",
        """
        "identifier":[{"system":"urn:diptych:result","value":"o|1"}],
        "status":"preliminary","subject":{"reference":"Patient/p1"},
        "code":{"coding":[{"system":"http://snomed.info/sct","code":"60046008"}]},
        "derivedFrom":[{"reference":"ImagingStudy/s1"}],"device":{"reference":"Device/d1"},
        "effectivePeriod":{"start":"2024-05-06"}\
        """);
    put(
        "DiagnosticReport/r1",
        """
        "identifier":[{"system":"urn:diptych:result","value":"r1"}],
        "status":"preliminary","subject":{"reference":"%s/Patient/p1"},
        "meta":{"security":[{"system":"urn:t:sec","code":"AIAST"}]},
        "code":{"coding":[{"system":"http://loinc.org","code":"18748-4"}]},
        "basedOn":[{"reference":"ServiceRequest/q1/_history/2"}],
        "imagingStudy":[{"reference":"ImagingStudy/s1"}],
        "result":[{"reference":"Observation/o1"}]\
        """
            .formatted(server.base()));
    put(
        "DiagnosticReport/r2",
        """
        "status":"final","subject":{"reference":"Patient/p2"},
        "code":{"coding":[{"system":"http://loinc.org","code":"30746-2"}]}\
        """);
    put(
        "Provenance/v1",
        """
        "target":[{"reference":"DiagnosticReport/r1"},{"reference":"Patient/p1"}],
        "recorded":"2024-05-06T10:00:00Z",
        "agent":[{"who":{"reference":"Device/d1"}}],
        "entity":[{"role":"source","what":{"reference":"ImagingStudy/s1"}}]\
        """);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private RequestSpecification fhir() {
    return given().baseUri(server.base()).contentType("application/fhir+json");
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
    return fhir().urlEncodingEnabled(false).get("/" + query.replace("|", "%7C")).then();
  }

  private List<String> found(String query) {
    return search(query).statusCode(200).extract().path("entry.collect { it.resource.id }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "Patient?identifier=urn:t:mrn|100 p1",
        "Patient?identifier=100 p2,p1",
        "Patient?identifier=|bare p1",
        "Patient?identifier=|100 -",
        "Patient?identifier=urn:t:other| p2",
        "Patient?identifier=urn:t:mrn|100,urn:t:mrn|200 p2,p1",
        "Patient?identifier=100&identifier=bare p1",
        "Patient?identifier=urn:t:nobody|100 -",
        "Patient?_id=p1 p1",
        "Patient?_id=p1,p2,p3 p2,p1",
        "Patient?family=muller p1",
        "Patient?family=M%C3%9CL p1",
        "Patient?family=uller -",
        "Patient?given=anne p1",
        "Patient?name=sto p2",
        "Patient?name=%25 -",
        "Patient?gender=male p2",
        "Patient?birthdate=1970-03-30 p1",
        "Patient?birthdate=1970 p1",
        "Patient?birthdate=gt1970 p2",
        "Patient?birthdate=le1970-12-31 p1",
        "Patient?birthdate=1971-01-05 -",
        "Patient?birthdate=ne1970-03-30 p2",
        "ImagingStudy?identifier=urn:dicom:uid|urn:oid:1.2.3 s1",
        "ImagingStudy?started=2024-05-06T08:00:00Z s1",
        "ImagingStudy?started=2024-05-06T08:00Z s1",
        "ImagingStudy?started=ge2024-05-06&started=lt2024-05-07 s1",
        "ImagingStudy?started=sa2024-05-06 -",
        "ImagingStudy?modality=DX s1",
        "Observation?identifier=urn:diptych:result|o%5C|1 o1",
        "Observation?status=preliminary&patient=p1 o1",
        "Observation?patient=Patient/p1 o1",
        "Observation?subject=p1 o1",
        "Observation?subject:Patient=p1 o1",
        "Observation?subject:Device=p1 -",
        "Observation?patient=p2 -",
        "Observation?code=http://snomed.info/sct|60046008 o1",
        "Observation?derived-from=ImagingStudy/s1 o1",
        "Observation?derived-from=s1 o1",
        "Observation?device=Device/d1 o1",
        "Observation?date=gt2030 o1",
        "DiagnosticReport?imaging-study=ImagingStudy/s1 r1",
        "DiagnosticReport?imaging-study=s1&status=preliminary r1",
        "DiagnosticReport?patient=p1 r1",
        "DiagnosticReport?based-on=ServiceRequest/q1 r1",
        "DiagnosticReport?result=Observation/o1 r1",
        "DiagnosticReport?status=preliminary,final r2,r1",
        "DiagnosticReport?_security=AIAST r1",
        "DiagnosticReport?_sort=_lastUpdated r1,r2",
        "DiagnosticReport?_sort=-_lastUpdated r2,r1",
        "DiagnosticReport?_lastUpdated=gt2000 r2,r1",
        "DiagnosticReport?_lastUpdated=lt2000-01-01 -",
        "Provenance?target=DiagnosticReport/r1 v1",
        "Provenance?entity=ImagingStudy/s1 v1",
        "Provenance?patient=p1 v1",
        "Provenance?agent=Device/d1&recorded=2024-05 v1",
      })
  void a_search_finds_exactly(String query, String ids) {
    assertThat(found(query)).isEqualTo(ids.equals("-") ? List.of() : List.of(ids.split(",")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient?shoe-size=44",
        "Patient?identifier:not=100",
        "Patient?name:exact=Stone",
        "Patient?_id:missing=true",
        "Observation?subject:Patient.name=Stone",
        "Observation?patient.identifier=100",
        "Observation?patient:identifier=100",
        "Patient?_has:Observation:patient:code=1",
        "Patient?_filter=x",
        "Patient?_include=Patient:organization",
        "Patient?_include=*:patient",
        "Patient?_include=Observation:patient",
        "Patient?_include:recurse=Observation:patient",
        "Observation?_include=Observation:code",
        "Observation?_include=Observation:patient:Device",
        "Observation?_include=Medication:subject",
        "Observation?_include=Observation",
        "Patient?_revinclude=Observation:derived",
        "Patient?_revinclude=DiagnosticReport:result",
        "Patient?_revinclude=*",
        "Observation?_summary=text&_include=Observation:patient",
        "Patient?_content=x",
        "Patient?_text=x",
        "Patient?_sort=shoe-size",
        "Patient?_sort=",
        "Patient?_sort=-",
        "Patient?_sort=family,,given",
        "Patient?_sort=family:desc",
        "Observation?_sort=patient",
        "Patient?_sort=family,given,name,birthdate,gender,_id",
        "Patient?_contained=true",
        "Patient?_offset=1",
        "Patient?birthdate=ap1970",
        "Patient?_summary=maybe",
        "Patient?_total=maybe",
        "Observation?derived-from=urn:uuid:1",
        "Observation?derived-from=ImagingStudy/s1/_history/1",
      })
  void what_is_not_supported_is_refused_and_named(String query) {
    String name = query.substring(query.indexOf('?') + 1, query.indexOf('='));
    search(query)
        .statusCode(400)
        .body("resourceType", equalTo("OperationOutcome"))
        .body("issue[0].code", equalTo("not-supported"))
        .body("issue[0].diagnostics", containsString("'" + name.split(":")[0].split("\\.")[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient?identifier=",
        "Patient?identifier=100,",
        "Patient?identifier=|",
        "Patient?birthdate=yesterday",
        "Patient?birthdate=2024-13-01",
        "Patient?_count=many",
        "Patient?_cursor=1",
        "Patient?_lastUpdated=x",
      })
  void a_value_that_makes_no_sense_is_refused(String query) {
    search(query).statusCode(400).body("issue[0].code", equalTo("invalid"));
  }

  @Test
  void a_search_by_post_is_the_same_search() {
    given()
        .baseUri(server.base())
        .contentType("application/x-www-form-urlencoded")
        .formParam("identifier", "urn:t:mrn|100")
        .post("/Patient/_search")
        .then()
        .statusCode(200)
        .body("total", equalTo(1))
        .body("entry[0].resource.id", equalTo("p1"));
  }

  @Test
  void a_searchset_says_what_it_is() {
    search("Patient?identifier=urn:t:mrn|100")
        .body("type", equalTo("searchset"))
        .body("total", equalTo(1))
        .body("link.find { it.relation == 'self' }.url", containsString("/Patient?identifier=urn"))
        .body("entry[0].fullUrl", equalTo(server.base() + "/Patient/p1"))
        .body("entry[0].search.mode", equalTo("match"));
    search("Patient?_summary=count").body("total", equalTo(2)).body("entry", equalTo(null));
    search("Patient?_count=0").body("total", equalTo(2)).body("entry", equalTo(null));
    search("Patient?_id=p1&_elements=gender")
        .body("entry[0].resource.gender", equalTo("female"))
        .body("entry[0].resource.name", equalTo(null));
  }

  @Test
  void pages_neither_repeat_nor_lose_anything_while_others_write() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      put("Organization/g" + i, "\"name\":\"paged\"");
      expected.add("g" + i);
    }
    for (String order : List.of("_lastUpdated", "-_lastUpdated")) {
      List<String> seen = new ArrayList<>();
      String url = server.base() + "/Organization?name=paged&_count=3&_sort=" + order;
      int page = 0;
      while (url != null) {
        var answer = given().urlEncodingEnabled(false).get(url).then().statusCode(200);
        answer.body("total", equalTo(7));
        seen.addAll(answer.extract().path("entry.collect { it.resource.id }"));
        url = answer.extract().path("link.find { it.relation == 'next' }?.url");
        String added = "new" + order.length() + page++;
        put("Organization/" + added, "\"name\":\"paged\"");
        for (int i : new int[] {0, 6}) {
          fhir()
              .body(
                  "{\"resourceType\":\"Organization\",\"id\":\"g%d\",\"name\":\"moved %s\"}"
                      .formatted(i, added))
              .put("/Organization/g" + i)
              .then()
              .statusCode(200);
        }
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
      for (int i = 0; i < 7; i++) {
        fhir()
            .body(
                "{\"resourceType\":\"Organization\",\"id\":\"g%d\",\"name\":\"paged\"}"
                    .formatted(i))
            .put("/Organization/g" + i)
            .then()
            .statusCode(200);
      }
      for (int i = 0; i < page; i++) {
        fhir()
            .body(
                "{\"resourceType\":\"Organization\",\"id\":\"new%d%d\",\"name\":\"gone\"}"
                    .formatted(order.length(), i))
            .put("/Organization/new" + order.length() + i)
            .then()
            .statusCode(200);
      }
    }
  }
}
