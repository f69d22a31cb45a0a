package org.diptych.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;

class DataSetTest {
  private static final Path SAMPLES = Path.of("..", "shared", "data", "dicom");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(Attributes attributes) throws IOException {
    return JSON.readTree(new DataSet(attributes).json());
  }

  @Test
  void values_are_written_as_the_model_says_for_their_kind() throws IOException {
    Attributes some = new Attributes();
    some.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
    some.setString(Tag.PatientName, VR.PN, "Müller^Ada=漢字=");
    some.setString(Tag.ImageType, VR.CS, "ORIGINAL", "", "AXIAL");
    some.setString(Tag.PixelSpacing, VR.DS, "0.50", "+1.5E1", "n");
    some.setString(Tag.InstanceNumber, VR.IS, "7");
    some.setInt(Tag.Rows, VR.US, 512);
    some.setDouble(Tag.RecommendedDisplayFrameRateInFloat, VR.FL, 0.5);
    some.setInt(Tag.FrameIncrementPointer, VR.AT, Tag.FrameTime);
    some.setBytes(Tag.ICCProfile, VR.OB, new byte[] {1, 2, 3});
    some.setNull(Tag.StudyID, VR.SH);
    some.newSequence(Tag.RequestAttributesSequence, 1).add(new Attributes());
    JsonNode told = json(some);
    assertThat(told.at("/00080005/Value/0").asText()).isEqualTo("ISO_IR 192");
    assertThat(told.at("/00100010/Value/0/Alphabetic").asText()).isEqualTo("Müller^Ada");
    assertThat(told.at("/00100010/Value/0/Ideographic").asText()).isEqualTo("漢字");
    assertThat(told.at("/00100010/Value/0").has("Phonetic")).isFalse();
    assertThat(told.at("/00080008/Value")).hasToString("[\"ORIGINAL\",null,\"AXIAL\"]");
    assertThat(told.at("/00280030/Value")).hasToString("[0.5,15,\"n\"]");
    assertThat(told.at("/00200013/Value")).hasToString("[7]");
    assertThat(told.at("/00280010")).hasToString("{\"vr\":\"US\",\"Value\":[512]}");
    assertThat(told.at("/00280009/Value/0").asText()).isEqualTo("00181063");
    assertThat(told.at("/00282000/InlineBinary").asText()).isEqualTo("AQID");
    assertThat(told.at("/00200010")).hasToString("{\"vr\":\"SH\"}");
    assertThat(told.at("/00400275/Value")).hasToString("[{}]");
  }

  @Test
  void a_key_in_a_sequence_matches_any_item() throws BadQuery {
    Attributes one = new Attributes();
    Attributes item = new Attributes();
    item.setString(Tag.RequestedProcedureID, VR.SH, "RP-7");
    one.newSequence(Tag.RequestAttributesSequence, 2).add(new Attributes());
    one.getSequence(Tag.RequestAttributesSequence).add(item);
    DataSet dataSet = new DataSet(one);
    String name = "RequestAttributesSequence.RequestedProcedureID";
    assertThat(series(name, "RP-7").matches(QueryLevel.SERIES, dataSet)).isTrue();
    assertThat(series("00400275.00401001", "RP-?").matches(QueryLevel.SERIES, dataSet)).isTrue();
    assertThat(series(name, "RP-8").matches(QueryLevel.SERIES, dataSet)).isFalse();
  }

  private static SearchRequest series(String name, String value) throws BadQuery {
    return SearchRequest.parse(QueryLevel.SERIES, true, Map.of(name, List.of(value)));
  }

  @Test
  void many_wild_cards_take_no_time_to_fail() throws BadQuery {
    Attributes one = new Attributes();
    one.setString(Tag.SeriesDescription, VR.LO, "a".repeat(64));
    DataSet dataSet = new DataSet(one);
    String stars = "*a".repeat(500) + "b";
    assertThat(series("SeriesDescription", stars).matches(QueryLevel.SERIES, dataSet)).isFalse();
    assertThat(series("SeriesDescription", "a*a?*").matches(QueryLevel.SERIES, dataSet)).isTrue();
  }

  @Test
  void every_sample_is_told_as_json_or_does_not_read() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "skipped: ../shared is not mounted");
    int told = 0;
    List<Path> files;
    try (Stream<Path> all = Files.walk(SAMPLES)) {
      files = all.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
    }
    for (Path file : files) {
      try {
        DataSet dataSet = DataSet.read(file);
        assertThat(JSON.readTree(dataSet.json()).has("7FE00010")).as(file.toString()).isFalse();
        told++;
      } catch (IOException e) {
        assertThat(file).asString().contains("malformed");
      }
    }
    assertThat(told).isGreaterThan(40);
  }
}
