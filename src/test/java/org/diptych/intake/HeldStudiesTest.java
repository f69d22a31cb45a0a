package org.diptych.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diptych.dicom.MultipartRelated;
import org.diptych.dicom.SampleObjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored over STOW-RS, found over QIDO-RS, retrieved over WADO-RS. */
class HeldStudiesTest {
  private static final String JSON = "application/dicom+json";
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String ONE = "/studies/2.25.1";
  private static final String SERIES = ONE + "/series/2.25.11";
  private static final String INSTANCE = SERIES + "/instances/2.25.111";

  @TempDir Path data;
  private DicomWebServer server;

  /** Study 1: a series with two objects and one with one. Study 2: one of another modality. */
  @BeforeEach
  void store() throws Exception {
    server = new DicomWebServer(data);
    HttpResponse<String> stored =
        server.store(
            SampleObjects.object("2.25.1", "2.25.11", "2.25.111", "CR"),
            SampleObjects.object("2.25.1", "2.25.11", "2.25.112", "CR"),
            SampleObjects.object("2.25.1", "2.25.12", "2.25.121", "DX"),
            SampleObjects.object("2.25.2", "2.25.21", "2.25.211", "MR"));
    assertThat(stored.statusCode()).isEqualTo(200);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private JsonNode found(String path) throws Exception {
    HttpResponse<byte[]> answer = server.get(path, JSON);
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    return new ObjectMapper().readTree(answer.body());
  }

  private List<String> uids(String path, String tag) throws Exception {
    List<String> uids = new ArrayList<>();
    found(path).forEach(each -> uids.add(each.at("/" + tag + "/Value/0").asText()));
    return uids;
  }

  private List<String> studies(String query) throws Exception {
    return uids("/studies?" + query, "0020000D");
  }

  private static List<byte[]> parts(HttpResponse<byte[]> answer) throws Exception {
    MultipartRelated body =
        MultipartRelated.of(
                answer.headers().firstValue("Content-Type").orElseThrow(),
                new ByteArrayInputStream(answer.body()))
            .orElseThrow();
    List<byte[]> parts = new ArrayList<>();
    for (Optional<InputStream> part = body.next(); part.isPresent(); part = body.next()) {
      parts.add(part.get().readAllBytes());
    }
    return parts;
  }

  @Test
  void a_study_is_found_with_the_attributes_that_the_standard_requires() throws Exception {
    JsonNode study = found("/studies?StudyInstanceUID=2.25.1").get(0);
    for (String tag :
        List.of(
            "00080020",
            "00080030",
            "00080050",
            "00080056",
            "00080061",
            "00080090",
            "00081190",
            "00100010",
            "00100020",
            "00100030",
            "00100040",
            "0020000D",
            "00200010",
            "00201206",
            "00201208")) {
      assertThat(study.has(tag)).as(tag).isTrue();
    }
    assertThat(study.at("/00080005/Value/0").asText()).isEqualTo("ISO_IR 192");
    assertThat(study.at("/00080056/Value/0").asText()).isEqualTo("ONLINE");
    assertThat(study.at("/00080061/Value")).hasToString("[\"CR\",\"DX\"]");
    assertThat(study.at("/00100010/Value/0/Alphabetic").asText())
        .isEqualTo(SampleObjects.CANARY_NAME);
    assertThat(study.at("/00201206/Value/0").asInt()).isEqualTo(2);
    assertThat(study.at("/00201208/Value/0").asInt()).isEqualTo(3);
    assertThat(study.at("/00081190/Value/0").asText()).endsWith("/dicom-web" + ONE);
    assertThat(study.has("00080060")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "StudyInstanceUID=2.25.1, 2.25.1",
    "0020000D=2.25.2, 2.25.2",
    "ModalitiesInStudy=DX, 2.25.1",
    "ModalitiesInStudy=MR&AccessionNumber=ACC-1, 2.25.2",
    "ModalitiesInStudy=MR&AccessionNumber=ACC-2, ",
    "PatientID=PAT-1&ModalitiesInStudy=MR, 2.25.2",
    "PatientID=PAT-*&ModalitiesInStudy=MR, 2.25.2",
    "PatientID=PAT-?&ModalitiesInStudy=MR, 2.25.2",
    "PatientID=PAT, ",
    "PatientName=zw%C3%B6lfkanari*&ModalitiesInStudy=MR, 2.25.2",
    "PatientName=Kanari*, ",
    "StudyDate=20240506&ModalitiesInStudy=MR, 2.25.2",
    "StudyDate=20240501-20240506&ModalitiesInStudy=MR, 2.25.2",
    "StudyDate=20240507-, ",
    "StudyTime=0700-0710&ModalitiesInStudy=MR, 2.25.2",
    "StudyTime=070809-&ModalitiesInStudy=MR, 2.25.2",
    "StudyTime=-0700, ",
    "ReferringPhysicianName=*&ModalitiesInStudy=MR, 2.25.2",
    "StudyID=S1, "
  })
  void studies_match_by_the_keys_of_the_standard(String query, String expected) throws Exception {
    assertThat(studies(query)).isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void several_uids_are_a_list_and_no_key_matches_all() throws Exception {
    assertThat(studies("StudyInstanceUID=2.25.1,2.25.2,2.25.9")).hasSize(2);
    assertThat(studies("StudyInstanceUID=2.25.1%5C2.25.2")).hasSize(2);
    assertThat(studies("")).hasSize(2);
    assertThat(studies("PatientName=")).hasSize(2);
  }

  @Test
  void limit_and_offset_page_through_and_say_whether_there_is_more() throws Exception {
    List<String> all = studies("");
    assertThat(studies("limit=1")).containsExactly(all.get(0));
    assertThat(studies("limit=1&offset=1")).containsExactly(all.get(1));
    assertThat(studies("offset=2")).isEmpty();
    assertThat(server.get("/studies?limit=1", JSON).headers().firstValue("Warning").orElseThrow())
        .contains("additional results");
    assertThat(server.get("/studies?limit=2", JSON).headers().firstValue("Warning")).isEmpty();
    server.maxResults = 1;
    assertThat(studies("limit=100")).hasSize(1);
  }

  @Test
  void series_and_instances_are_found_of_a_study_and_of_all() throws Exception {
    assertThat(uids(ONE + "/series", "0020000E")).containsExactly("2.25.11", "2.25.12");
    assertThat(uids(ONE + "/series?Modality=DX", "0020000E")).containsExactly("2.25.12");
    assertThat(uids(ONE + "/instances", "00080018"))
        .containsExactly("2.25.111", "2.25.112", "2.25.121");
    assertThat(uids(SERIES + "/instances?SOPInstanceUID=2.25.112", "00080018"))
        .containsExactly("2.25.112");
    assertThat(uids("/series?Modality=MR", "0020000D")).containsExactly("2.25.2");
    assertThat(uids("/instances?PatientID=PAT-1&Modality=MR", "00080018"))
        .containsExactly("2.25.211");
    assertThat(uids("/studies/2.25.9/series", "0020000E")).isEmpty();
    JsonNode series = found(ONE + "/series").get(0);
    assertThat(series.at("/00201209/Value/0").asInt()).isEqualTo(2);
    assertThat(series.at("/00081190/Value/0").asText()).endsWith(SERIES);
    assertThat(series.has("00100010")).isFalse();
    assertThat(found("/series").get(0).has("00100010")).isTrue();
    JsonNode instance = found(SERIES + "/instances").get(0);
    assertThat(instance.at("/00280010/Value/0").asInt()).isEqualTo(12);
    assertThat(instance.at("/00280100/Value/0").asInt()).isEqualTo(8);
    assertThat(instance.at("/00081190/Value/0").asText()).endsWith(INSTANCE);
  }

  @Test
  void includefield_adds_what_belongs_to_the_level() throws Exception {
    String description = "00081030";
    assertThat(found("/studies").get(0).has(description)).isFalse();
    JsonNode more = found("/studies?includefield=StudyDescription,00080062&includefield=Rows");
    assertThat(more.get(0).at("/" + description + "/Value/0").asText()).isEqualTo("Chest PA");
    assertThat(more.get(0).has("00080062")).isTrue();
    assertThat(more.get(0).has("00280010")).isFalse();
    assertThat(found("/studies?includefield=all").get(0).has(description)).isTrue();
    assertThat(found(SERIES + "/instances?includefield=ViewPosition").get(0).has("00185101"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/studies?NoSuchAttribute=1",
        "/studies?99999999=1",
        "/studies?InstanceNumber=1",
        "/studies?StudyDate=May",
        "/studies?StudyDate=20240101-20240102-20240103",
        "/studies?StudyTime=noon",
        "/studies?StudyInstanceUID=abc",
        "/studies?limit=0",
        "/studies?limit=ten",
        "/studies?offset=-1",
        "/studies?PatientID=1&PatientID=2",
        "/studies?includefield=Nothing",
        "/studies/abc/series",
        "/studies/abc"
      })
  void what_is_not_known_is_a_bad_request(String path) throws Exception {
    HttpResponse<byte[]> answer = server.get(path, JSON);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new ObjectMapper().readTree(answer.body()).at("/detail").asText()).isNotBlank();
  }

  @Test
  void fuzzy_matching_is_answered_literally_and_says_so() throws Exception {
    HttpResponse<byte[]> answer = server.get("/studies?fuzzymatching=true", JSON);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Warning").orElseThrow()).contains("literal");
  }

  @Test
  void an_instance_comes_back_byte_for_byte() throws Exception {
    byte[] sent = SampleObjects.object("2.25.1", "2.25.11", "2.25.111", "CR");
    HttpResponse<byte[]> answer = server.get(INSTANCE, DICOM + "; transfer-syntax=*");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(parts(answer)).containsExactly(sent);
    assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
        .contains("Content-Type: application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
    assertThat(server.get(INSTANCE, "application/dicom").body()).isEqualTo(sent);
    assertThat(parts(server.get(INSTANCE, "*/*"))).containsExactly(sent);
  }

  @Test
  void a_study_and_a_series_come_back_with_all_that_they_have() throws Exception {
    assertThat(parts(server.get(ONE, DICOM)))
        .containsExactly(
            SampleObjects.object("2.25.1", "2.25.11", "2.25.111", "CR"),
            SampleObjects.object("2.25.1", "2.25.11", "2.25.112", "CR"),
            SampleObjects.object("2.25.1", "2.25.12", "2.25.121", "DX"));
    assertThat(parts(server.get(SERIES, DICOM))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jpeg-baseline-rgb", "jpeg-ls-rgb", "jpeg-lossless-rgb", "jpeg-2000-binary"})
  void compressed_objects_keep_every_byte_of_their_data_set(String name) throws Exception {
    byte[] sent = Files.readAllBytes(Path.of("src/test/resources/dicom", name + ".dcm"));
    HttpResponse<String> stored = server.store(sent);
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
    String url =
        new ObjectMapper()
            .readTree(stored.body())
            .at("/00081199/Value/0/00081190/Value/0")
            .asText();
    String path = url.substring(url.indexOf("/studies/"));
    byte[] back = parts(server.get(path, DICOM)).get(0);
    assertThat(dataSet(back)).isEqualTo(dataSet(sent));
    assertThat(found(path + "/metadata").get(0).has("7FE00010")).isFalse();
    String uid = path.substring(path.lastIndexOf('/') + 1);
    assertThat(uids("/instances?SOPInstanceUID=" + uid, "00080018")).containsExactly(uid);
  }

  /** What follows the File Meta Information, whose length is its first element. */
  private static byte[] dataSet(byte[] file) {
    int length = 0;
    for (int i = 3; i >= 0; i--) {
      length = length << 8 | file[140 + i] & 0xFF;
    }
    return Arrays.copyOfRange(file, 144 + length, file.length);
  }

  @Test
  void metadata_is_every_attribute_but_the_pixels() throws Exception {
    JsonNode metadata = found(ONE + "/metadata");
    assertThat(metadata).hasSize(3);
    assertThat(found(SERIES + "/metadata")).hasSize(2);
    JsonNode one = found(INSTANCE + "/metadata").get(0);
    assertThat(one.at("/00280010/vr").asText()).isEqualTo("US");
    assertThat(one.at("/00185101/Value/0").asText()).isEqualTo("PA");
    assertThat(one.has("7FE00010")).isFalse();
    assertThat(one.has("00020010")).isFalse();
  }

  @Test
  void what_is_not_held_or_not_offered_is_told_apart() throws Exception {
    assertThat(server.get("/studies/2.25.9", DICOM).statusCode()).isEqualTo(404);
    assertThat(server.get(ONE + "/series/2.25.9", DICOM).statusCode()).isEqualTo(404);
    assertThat(server.get(ONE + "/metadata/more", JSON).statusCode()).isEqualTo(404);
    assertThat(server.get(INSTANCE + "/rendered", "image/jpeg").statusCode()).isEqualTo(404);
    assertThat(server.get("/studies/2.25.9/metadata", JSON).statusCode()).isEqualTo(404);
    assertThat(server.get(INSTANCE, "image/jpeg").statusCode()).isEqualTo(406);
    assertThat(server.get(ONE, "application/dicom").statusCode()).isEqualTo(406);
    String jpeg = DICOM + "; transfer-syntax=1.2.840.10008.1.2.4.50";
    assertThat(server.get(INSTANCE, jpeg).statusCode()).isEqualTo(406);
    assertThat(server.get("/studies", "application/dicom+xml").statusCode()).isEqualTo(406);
    assertThat(server.get(ONE + "/metadata", "text/html").statusCode()).isEqualTo(406);
  }
}
