package org.diptych.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.diptych.dicom.SampleObjects;
import org.diptych.journal.EntryKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Store requests over HTTP into a real journal and object store. */
class StoreServletTest {
  private static final byte[] NO_DICOM = "not DICOM at all".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path data;
  @TempDir Path folder;

  private DicomWebServer server;

  @BeforeEach
  void listen() throws Exception {
    server = new DicomWebServer(data);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private byte[] radiograph(String uid, int seed) throws Exception {
    return Files.readAllBytes(
        SampleObjects.radiograph(folder.resolve(uid + "-" + seed), uid, seed));
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
    Map<String, Long> counts = server.journal.transact(open -> open.entries().counts());
    return counts.getOrDefault(kind.wireName(), 0L);
  }

  @Test
  void a_request_with_two_instances_keeps_both_and_ends_their_study_once() throws Exception {
    HttpResponse<String> answer = server.store(radiograph("2.25.1", 3), radiograph("2.25.2", 5));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(values(answer, "00081199", "00081155")).containsExactly("2.25.1", "2.25.2");
    assertThat(values(answer, "00081199", "00081190"))
        .allMatch(url -> url.contains("/dicom-web/studies/2.25.100/series/2.25.200/instances/"));
    assertThat(count(EntryKind.INSTANCE_KEPT)).isEqualTo(2);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isEqualTo(1);
  }

  @Test
  void the_same_request_again_succeeds_and_changes_nothing() throws Exception {
    server.store(radiograph("2.25.1", 3));
    assertThat(server.store(radiograph("2.25.1", 3)).statusCode()).isEqualTo(200);
    assertThat(count(EntryKind.INSTANCE_KEPT)).isEqualTo(1);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isEqualTo(1);
  }

  @Test
  void a_part_that_is_no_dicom_fails_alone() throws Exception {
    HttpResponse<String> answer = server.store(NO_DICOM, radiograph("2.25.1", 3));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(values(answer, "00081198", "00081197")).containsExactly("49152");
    assertThat(values(answer, "00081199", "00081155")).containsExactly("2.25.1");
  }

  @Test
  void a_request_of_which_nothing_is_kept_is_a_conflict() throws Exception {
    assertThat(server.store(NO_DICOM).statusCode()).isEqualTo(409);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isZero();
  }

  @Test
  void another_data_set_under_a_taken_uid_fails_as_a_duplicate() throws Exception {
    server.store(radiograph("2.25.1", 3));
    HttpResponse<String> answer = server.store(radiograph("2.25.1", 4));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(values(answer, "00081198", "00081197")).containsExactly("273");
  }

  @Test
  void an_instance_of_another_study_than_the_resource_fails() throws Exception {
    HttpResponse<String> answer =
        server.post(
            "/studies/2.25.999",
            DicomWebServer.RELATED,
            "*/*",
            DicomWebServer.related(radiograph("2.25.1", 3)));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(values(answer, "00081198", "00081197")).containsExactly("43264");
    answer =
        server.post(
            "/studies/2.25.100",
            DicomWebServer.RELATED,
            "*/*",
            DicomWebServer.related(radiograph("2.25.1", 3)));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_that_breaks_off_is_refused_and_settles_nothing() throws Exception {
    byte[] whole = DicomWebServer.related(radiograph("2.25.1", 3), radiograph("2.25.2", 3));
    byte[] broken = Arrays.copyOf(whole, whole.length - 40);
    HttpResponse<String> answer = server.post("/studies", DicomWebServer.RELATED, "*/*", broken);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(count(EntryKind.INSTANCE_KEPT)).isEqualTo(1);
    assertThat(count(EntryKind.STUDY_ANNOUNCED)).isZero();
  }

  @Test
  void the_answer_is_xml_when_that_is_asked_for() throws Exception {
    HttpResponse<String> answer =
        server.post(
            "/studies",
            DicomWebServer.RELATED,
            "application/dicom+xml",
            DicomWebServer.related(radiograph("2.25.1", 3)));
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/dicom+xml");
    assertThat(answer.body())
        .contains("keyword=\"ReferencedSOPSequence\"", "<Value number=\"1\">2.25.1</Value>");
  }

  @Test
  void what_cannot_be_answered_or_read_is_refused_by_its_status() throws Exception {
    byte[] body = DicomWebServer.related(radiograph("2.25.1", 3));
    assertThat(server.post("/studies", DicomWebServer.RELATED, "text/html", body).statusCode())
        .isEqualTo(406);
    assertThat(server.post("/studies", "application/dicom", "*/*", body).statusCode())
        .isEqualTo(415);
    assertThat(server.post("/series", DicomWebServer.RELATED, "*/*", body).statusCode())
        .isEqualTo(404);
    assertThat(server.post("/studies/x", DicomWebServer.RELATED, "*/*", body).statusCode())
        .isEqualTo(400);
    assertThat(
            server.post("/studies", DicomWebServer.RELATED, "*/*", new byte[250_000]).statusCode())
        .isEqualTo(413);
    assertThat(count(EntryKind.INSTANCE_KEPT)).isZero();
  }

  @Test
  void with_a_nearly_full_disk_a_whole_request_is_told_to_come_back() throws Exception {
    server.minFreeBytes = Long.MAX_VALUE;

    HttpResponse<String> answer = server.store(radiograph("2.25.1", 3));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("300");
    assertThat(count(EntryKind.INSTANCE_KEPT)).isZero();
  }
}
