package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
  private static final String NOTE = "NTE|1||Größe 3 µm";

  private final MessageReader reader = new MessageReader(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "UNICODE UTF-8, UTF-8",
    "UTF-8, UTF-8",
    "8859/1, ISO-8859-1",
    "8859/15, ISO-8859-15",
    "ISO 8859/1, ISO-8859-1",
    "'', UTF-8"
  })
  void bytes_are_decoded_by_what_msh_18_declares(String declared, String charset) {
    byte[] bytes = Samples.bytes(Charset.forName(charset), Samples.msh("2.5", declared), NOTE);

    assertThat(note(reader.read(bytes))).isEqualTo("Größe 3 µm");
  }

  @Test
  void cyrillic_and_greek_parts_of_8859_are_told_apart() {
    byte[] cyrillic =
        Samples.bytes(Charset.forName("ISO-8859-5"), Samples.msh("2.5", "8859/5"), "NTE|1||Лёгкие");
    byte[] greek =
        Samples.bytes(
            Charset.forName("ISO-8859-7"), Samples.msh("2.5", "8859/7"), "NTE|1||θώρακας");

    assertThat(note(reader.read(cyrillic))).isEqualTo("Лёгкие");
    assertThat(note(reader.read(greek))).isEqualTo("θώρακας");
  }

  @Test
  void japanese_by_escape_sequences_is_decoded() {
    byte[] bytes =
        Samples.bytes(Charset.forName("ISO-2022-JP"), Samples.msh("2.5", "~ISO IR87"), "NTE|1||胸部");

    assertThat(note(reader.read(bytes))).isEqualTo("胸部");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ASCII", "UNICODE UTF-8", ""})
  void bytes_that_are_not_of_the_charset_are_refused_and_never_replaced(String declared) {
    byte[] bytes = Samples.bytes(StandardCharsets.ISO_8859_1, Samples.msh("2.5", declared), NOTE);

    assertThat(fault(reader.read(bytes)))
        .returns(FaultKind.CONTENT, Fault::kind)
        .returns(ErrorCode.DATA_TYPE, Fault::code)
        .returns(new Fault.Location("MSH", 1, 18), Fault::location);
  }

  @Test
  void an_empty_msh_18_means_what_the_site_says() {
    byte[] bytes = Samples.bytes(StandardCharsets.ISO_8859_1, Samples.msh("2.5", ""), NOTE);

    assertThat(note(new MessageReader(StandardCharsets.ISO_8859_1).read(bytes)))
        .isEqualTo("Größe 3 µm");
  }

  @ParameterizedTest
  @CsvSource({
    "GB 18030-2000, GB18030, 胸部正常",
    "BIG-5, Big5, 胸部正常",
    "KS X 1001, EUC-KR, 흉부 정상",
    "ISO IR6~ISO IR87, ISO-2022-JP, 胸部に異常なし",
    "ISO IR6~ISO IR87~ISO IR159, ISO-2022-JP-2, 胸部に異常なし",
    "8859/5, ISO-8859-5, Норма",
    "8859/15, ISO-8859-15, Œdème à 5 €"
  })
  void texts_of_many_scripts_arrive_as_they_were_written(
      String declared, String charset, String text) {
    byte[] bytes =
        Samples.bytes(Charset.forName(charset), Samples.msh("2.5", declared), "NTE|1||" + text);

    MessageReading reading = reader.read(bytes);

    assertThat(reading).isInstanceOf(MessageReading.Read.class);
    assertThat(((MessageReading.Read) reading).message().segments().get(1).value(3))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8859/99", "KLINGON", "UNICODE UTF-16", "ASCII~KLINGON"})
  void a_charset_that_is_not_known_is_refused(String declared) {
    byte[] bytes = Samples.bytes(StandardCharsets.UTF_8, Samples.msh("2.5", declared), "NTE|1||x");

    assertThat(fault(reader.read(bytes)))
        .returns(ErrorCode.TABLE_VALUE, Fault::code)
        .returns(FaultKind.CONTENT, Fault::kind);
  }

  @Test
  void a_byte_order_mark_and_blank_lines_before_msh_are_tolerated() {
    byte[] bytes =
        ("\uFEFF\r\n" + Samples.msh("2.5", "") + "\r" + NOTE).getBytes(StandardCharsets.UTF_8);

    assertThat(note(reader.read(bytes))).isEqualTo("Größe 3 µm");
  }

  @Test
  void delimiters_are_those_of_msh_1_and_msh_2() {
    byte[] bytes =
        "MSH#*!?%#A#B#C#D###ORU*R01#1#P#2.4\rNTE#1##a|b^c*d!second"
            .getBytes(StandardCharsets.US_ASCII);

    Segment note = read(reader.read(bytes)).segments().get(1);

    assertThat(note.repetitions(3)).containsExactly("a|b^c*d", "second");
    assertThat(note.value(3, 1)).isEqualTo("a|b^c");
    assertThat(note.value(3, 2)).isEqualTo("d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n"})
  void segments_end_with_whatever_line_end_the_sender_uses(String end) {
    String text = String.join(end, Samples.msh("2.3", ""), "PID|1", NOTE, "");

    List<Segment> segments = read(reader.read(text.getBytes(StandardCharsets.UTF_8))).segments();

    assertThat(segments).extracting(Segment::id).containsExactly("MSH", "PID", "NTE");
    assertThat(segments.get(2).field(3)).isEqualTo("Größe 3 µm");
  }

  @Test
  void a_line_feed_within_a_field_is_a_line_end_of_its_text() {
    byte[] bytes = Samples.oru("NTE|1||first\nsecond", "PID|1");

    assertThat(note(reader.read(bytes))).isEqualTo("first\nsecond");
  }

  @Test
  void a_carriage_return_within_a_field_is_refused_rather_than_guessed_at() {
    byte[] bytes = Samples.oru("OBX|1|TX|1||first\rsecond||||||F");

    assertThat(fault(reader.read(bytes))).returns(ErrorCode.SEGMENT_SEQUENCE, Fault::code);
  }

  @Test
  void two_messages_in_one_frame_are_refused_because_one_answer_cannot_be_for_both() {
    byte[] bytes = Samples.oru("PID|1", Samples.msh("2.5", ""), "PID|1");

    assertThat(fault(reader.read(bytes))).returns(ErrorCode.SEGMENT_SEQUENCE, Fault::code);
  }

  @Test
  void a_nul_character_is_refused_for_no_store_takes_it() {
    assertThat(fault(reader.read(Samples.oru("NTE|1||a\0b"))))
        .returns(ErrorCode.DATA_TYPE, Fault::code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8", "2.3^^"})
  void every_version_in_use_is_read(String version) {
    byte[] bytes = Samples.bytes(StandardCharsets.UTF_8, Samples.msh(version, ""), NOTE);

    assertThat(note(reader.read(bytes))).isEqualTo("Größe 3 µm");
  }

  @ParameterizedTest
  @CsvSource({
    "ORU^R01, 3.0, UNSUPPORTED_VERSION, 12",
    "ORU^R01, '', UNSUPPORTED_VERSION, 12",
    "SIU^S12, 2.5, UNSUPPORTED_TYPE, 9",
    "RDE^O01, 2.3, UNSUPPORTED_TYPE, 9",
    "'', 2.3, UNSUPPORTED_TYPE, 9",
    "ORU^R30, 2.5, UNSUPPORTED_EVENT, 9",
    "ORU, 2.5, UNSUPPORTED_EVENT, 9"
  })
  void what_is_not_taken_is_rejected_with_its_code(
      String type, String version, ErrorCode code, int field) {
    String msh = Samples.msh(version, "").replace("ORU^R01", type);

    assertThat(fault(reader.read(Samples.bytes(StandardCharsets.UTF_8, msh, NOTE))))
        .returns(FaultKind.UNSUPPORTED, Fault::kind)
        .returns(code, Fault::code)
        .returns(new Fault.Location("MSH", 1, field), Fault::location);
  }

  @Test
  void the_first_versions_may_leave_the_event_out() {
    String msh = Samples.msh("2.2", "").replace("ORU^R01", "ORU");

    assertThat(note(reader.read(Samples.bytes(StandardCharsets.UTF_8, msh, NOTE)))).isNotEmpty();
  }

  @Test
  void a_message_without_control_id_is_refused() {
    String msh = Samples.msh("2.5", "").replace("MSG-1", "");

    assertThat(fault(reader.read(Samples.bytes(StandardCharsets.UTF_8, msh, NOTE))))
        .returns(ErrorCode.REQUIRED_FIELD, Fault::code)
        .returns(new Fault.Location("MSH", 1, 10), Fault::location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "MS", "MSH", "MSH|", "GET / HTTP/1.1", "MSH|||||", "MSHA^~\\&A", "MSH|^^^^|x"})
  void what_has_no_usable_msh_is_no_message(String text) {
    assertThat(fault(reader.read(text.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(Fault.noMessage());
  }

  private static Message read(MessageReading reading) {
    assertThat(reading).isInstanceOf(MessageReading.Read.class);
    return ((MessageReading.Read) reading).message();
  }

  private static String note(MessageReading reading) {
    return read(reading).segments().get(1).value(3);
  }

  private static Fault fault(MessageReading reading) {
    assertThat(reading).isInstanceOf(MessageReading.Refused.class);
    return ((MessageReading.Refused) reading).fault();
  }
}
