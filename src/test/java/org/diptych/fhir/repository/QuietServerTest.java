package org.diptych.fhir.repository;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Neither the log nor an error says anything about a patient, whatever is sent. */
class QuietServerTest {
  private static final String CANARY = "Zyzzyva";

  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Logger hapi = Logger.getLogger("ca.uhn.fhir");
  private final Logger http = Logger.getLogger("org.apache.http");
  private final Logger undertow = Logger.getLogger("io.undertow");
  private final Level rootLevel = root.getLevel();
  private final Handler capture =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          StringBuilder all = new StringBuilder(entry.getLoggerName() + " " + entry.getMessage());
          if (entry.getParameters() != null) {
            for (Object parameter : entry.getParameters()) {
              all.append(' ').append(parameter);
            }
          }
          for (Throwable why = entry.getThrown(); why != null; why = why.getCause()) {
            all.append(' ').append(why);
          }
          logged.add(all.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private RepositoryServer server;

  /** As loud as it gets with the categories that application.properties keeps quiet. */
  @BeforeEach
  void listenToEverything() throws Exception {
    Properties shipped = new Properties();
    try (var file = QuietServerTest.class.getResourceAsStream("/application.properties")) {
      shipped.load(file);
    }
    for (Logger quiet : List.of(hapi, http, undertow)) {
      String level = shipped.getProperty("quarkus.log.category.\"" + quiet.getName() + "\".level");
      assertThat(level).as(quiet.getName()).isEqualTo("WARN");
      quiet.setLevel(Level.WARNING);
    }
    capture.setLevel(Level.ALL);
    root.addHandler(capture);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stop() throws Exception {
    root.removeHandler(capture);
    root.setLevel(rootLevel);
    hapi.setLevel(null);
    http.setLevel(null);
    undertow.setLevel(null);
    server.close();
  }

  @Test
  void the_canary_is_in_no_log_line_of_ours_and_in_no_error() throws Exception {
    server = RepositoryServer.over(Databases.h2());
    List<String> errors = new ArrayList<>();
    send("{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Zyzzyva\"}]}", 201);
    errors.add(send("{\"resourceType\":\"Patient\",\"name\":[{\"family\":Zyzzyva}]}", 400));
    errors.add(send("Zyzzyva", 400));
    errors.add(send("{\"resourceType\":\"Zyzzyva\"}", 400));
    errors.add(send("{\"resourceType\":\"Patient\",\"Zyzzyva\":1}", 400));
    errors.add(send("{\"resourceType\":\"Patient\",\"birthDate\":\"Zyzzyva\"}", 400));
    errors.add(send("{\"resourceType\":\"Patient\",\"gender\":\"Zyzzyva\"}", 400));
    errors.add(
        send(
            "{\"resourceType\":\"Patient\",\"managingOrganization\":{\"reference\":\"#Zyzzyva\"}}",
            400));
    errors.add(get("/Patient/Zyzzyva", 404));
    errors.add(get("/Patient/Zyzzyva/_history/Zyzzyva", 404));
    errors.add(get("/Zyzzyva/1", 404));
    errors.add(get("/Patient/$Zyzzyva", 400));
    errors.add(get("/Patient?birthdate=Zyzzyva", 400));
    errors.add(get("/Patient?name:exact=Zyzzyva", 400));
    errors.add(get("/Patient?_sort=Zyzzyva", 400));
    errors.add(get("/Patient?_query=Zyzzyva", 400));
    errors.add(get("/Patient?identifier=%00Zyzzyva&birthdate=x", 400));
    errors.add(get("/Patient?_format=Zyzzyva&shoe=Zyzzyva", 400));
    errors.add(
        given()
            .contentType("application/fhir+json")
            .body("{\"resourceType\":\"Patient\",\"id\":\"Zyzzyva\"}")
            .put(server.base() + "/Patient/other")
            .then()
            .statusCode(400)
            .extract()
            .asString());
    assertThat(errors).allSatisfy(error -> assertThat(error).doesNotContain(CANARY));
    assertThat(errors).allSatisfy(error -> assertThat(error).contains("OperationOutcome"));
    assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(CANARY));
  }

  @Test
  void the_canary_is_in_no_log_line_when_it_is_validated() throws Exception {
    server = RepositoryServer.over(Databases.h2());
    String wrong =
        """
        {"resourceType":"Observation","subject":{"reference":"Zyzzyva/Zyzzyva"},
         "valueString":"Zyzzyva","code":{"coding":[{"system":"http://loinc.org","code":"Zyzzyva"}]}}\
        """;
    given()
        .contentType("application/fhir+json")
        .body(wrong)
        .post(server.base() + "/Observation/$validate")
        .then()
        .statusCode(200);
    assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(CANARY));
  }

  @Test
  void a_database_that_is_away_is_answered_with_503_and_a_time_to_come_back() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      server = RepositoryServer.over(postgres.getPostgresDatabase());
    }
    given()
        .get(server.base() + "/Patient?name=Zyzzyva")
        .then()
        .statusCode(503)
        .header("Retry-After", "5");
    given()
        .contentType("application/fhir+json")
        .body("{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Zyzzyva\"}]}")
        .post(server.base() + "/Patient")
        .then()
        .statusCode(503);
    assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(CANARY));
  }

  private String send(String body, int status) {
    return given()
        .contentType("application/fhir+json")
        .body(body)
        .post(server.base() + "/Patient")
        .then()
        .statusCode(status)
        .extract()
        .asString();
  }

  private String get(String path, int status) {
    return given()
        .urlEncodingEnabled(false)
        .get(server.base() + path)
        .then()
        .statusCode(status)
        .extract()
        .asString();
  }
}
