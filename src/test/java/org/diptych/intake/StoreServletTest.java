package org.diptych.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.diptych.dicom.SampleObjects;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.ObjectStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Store requests over HTTP into a real journal and object store. */
class StoreServletTest {
  private static final String RELATED =
      "multipart/related; type=\"application/dicom\"; boundary=\"edge\"";
  private static final byte[] NO_DICOM = "not DICOM at all".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path data;
  @TempDir Path folder;

  private JournalDatabase database;
  private Journal journal;
  private DeploymentManager deployment;
  private Undertow undertow;
  private int port;
  private long minFreeBytes;

  @BeforeEach
  void listen() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    InstanceIntake intake =
        new InstanceIntake(new ObjectStore(data), journal, () -> minFreeBytes, Clock.systemUTC());
    StoreServlet servlet = new StoreServlet(new StoreRequests(intake, journal), () -> 50_000);
    deployment =
        Servlets.defaultContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(StoreServletTest.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("dicom-web")
                    .addServlet(
                        Servlets.servlet(
                                "dicom-web",
                                StoreServlet.class,
                                new ImmediateInstanceFactory<>(servlet))
                            .addMapping("/dicom-web/*")));
    deployment.deploy();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    undertow =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(deployment.start())
            .setWorkerThreads(4)
            .build();
    undertow.start();
  }

  @AfterEach
  void close() throws Exception {
    undertow.stop();
    deployment.stop();
    deployment.undeploy();
    database.close();
  }

  private byte[] radiograph(String uid, int seed) throws Exception {
    return Files.readAllBytes(
        SampleObjects.radiograph(folder.resolve(uid + "-" + seed), uid, seed));
  }

  private static byte[] related(byte[]... parts) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes("\r\n--edge\r\nContent-Type: application/dicom\r\n\r\n".getBytes());
      body.writeBytes(part);
    }
    body.writeBytes("\r\n--edge--".getBytes());
    return body.toByteArray();
  }

  private HttpResponse<String> post(String path, String type, String accept, byte[] body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/dicom-web" + path))
                .header("Content-Type", type)
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> store(byte[]... parts) throws Exception {
    return post("/studies", RELATED, "application/dicom+json", related(parts));
  }

  private static List<String> values(HttpResponse<String> answer, String sequence, String tag)
      throws Exception {
    List<String> found = new ArrayList<>();
    for (JsonNode item : new ObjectMapper().readTree(answer.body()).at("/" + sequence + "/Value")) {
      found.add(item.at("/" + tag + "/Value/0").asText());
    }
    return found;
  }

  private long count(EntryKind kind) {
    Map<String, Long> counts = journal.transact(open -> open.entries().counts());
    return counts.getOrDefault(kind.wireName(), 0L);
  }

  @Test
  void a_request_with_two_instances_keeps_both_and_ends_their_study_once() throws Exception {
    HttpResponse<String> answer = store(radiograph("2.25.1", 3), radiograph("2.25.2", 5));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(values(answer, "00081199", "00081155")).containsExactly("2.25.1", "2.25.2");
    assertThat(values(answer, "00081199", "00081190"))
        .allMatch(url -> url.contains("/dicom-web/studies/2.25.100/series/2.25.200/instances/"));
    assertThat(count(EntryKind.INSTANCE_KEPT)).isEqualTo(2);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isEqualTo(1);
  }

  @Test
  void the_same_request_again_succeeds_and_changes_nothing() throws Exception {
    store(radiograph("2.25.1", 3));
    assertThat(store(radiograph("2.25.1", 3)).statusCode()).isEqualTo(200);
    assertThat(count(EntryKind.INSTANCE_KEPT)).isEqualTo(1);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isEqualTo(1);
  }

  @Test
  void a_part_that_is_no_dicom_fails_alone() throws Exception {
    HttpResponse<String> answer = store(NO_DICOM, radiograph("2.25.1", 3));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(values(answer, "00081198", "00081197")).containsExactly("49152");
    assertThat(values(answer, "00081199", "00081155")).containsExactly("2.25.1");
  }

  @Test
  void a_request_of_which_nothing_is_kept_is_a_conflict() throws Exception {
    assertThat(store(NO_DICOM).statusCode()).isEqualTo(409);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isZero();
  }

  @Test
  void another_data_set_under_a_taken_uid_fails_as_a_duplicate() throws Exception {
    store(radiograph("2.25.1", 3));
    HttpResponse<String> answer = store(radiograph("2.25.1", 4));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(values(answer, "00081198", "00081197")).containsExactly("273");
  }

  @Test
  void an_instance_of_another_study_than_the_resource_fails() throws Exception {
    HttpResponse<String> answer =
        post("/studies/2.25.999", RELATED, "*/*", related(radiograph("2.25.1", 3)));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(values(answer, "00081198", "00081197")).containsExactly("43264");
    answer = post("/studies/2.25.100", RELATED, "*/*", related(radiograph("2.25.1", 3)));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_that_breaks_off_is_refused_and_settles_nothing() throws Exception {
    byte[] whole = related(radiograph("2.25.1", 3), radiograph("2.25.2", 3));
    byte[] broken = Arrays.copyOf(whole, whole.length - 40);
    HttpResponse<String> answer = post("/studies", RELATED, "*/*", broken);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(count(EntryKind.INSTANCE_KEPT)).isEqualTo(1);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isZero();
  }

  @Test
  void a_full_disk_fails_with_out_of_resources() throws Exception {
    minFreeBytes = Long.MAX_VALUE;
    HttpResponse<String> answer = store(radiograph("2.25.1", 3));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(values(answer, "00081198", "00081197")).containsExactly("42752");
  }

  @Test
  void the_answer_is_xml_when_that_is_asked_for() throws Exception {
    HttpResponse<String> answer =
        post("/studies", RELATED, "application/dicom+xml", related(radiograph("2.25.1", 3)));
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/dicom+xml");
    assertThat(answer.body())
        .contains("keyword=\"ReferencedSOPSequence\"", "<Value number=\"1\">2.25.1</Value>");
  }

  @Test
  void what_cannot_be_answered_or_read_is_refused_by_its_status() throws Exception {
    byte[] body = related(radiograph("2.25.1", 3));
    assertThat(post("/studies", RELATED, "text/html", body).statusCode()).isEqualTo(406);
    assertThat(post("/studies", "application/dicom", "*/*", body).statusCode()).isEqualTo(415);
    assertThat(post("/series", RELATED, "*/*", body).statusCode()).isEqualTo(404);
    assertThat(post("/studies/x", RELATED, "*/*", body).statusCode()).isEqualTo(400);
    assertThat(post("/studies", RELATED, "*/*", new byte[60_000]).statusCode()).isEqualTo(413);
    assertThat(count(EntryKind.INSTANCE_KEPT)).isZero();
  }
}
