package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4, 6);
  private static final Fault FAULT =
      Fault.content(ErrorCode.REQUIRED_FIELD, "OBX", 5, "The message has no narrative");

  @Test
  void an_acceptance_swaps_the_parties_and_echoes_control_id_version_and_charset() {
    assertThat(lines(Acknowledgement.accept(header("2.5.1", "UNICODE UTF-8"))))
        .containsExactly(
            "MSH|^~\\&|DIPTYCH|HOUSE|RIS|CLINIC|20260102030406||ACK^R01^ACK|AMSG-1|P|2.5.1||||||UNICODE"
                + " UTF-8",
            "MSA|AA|MSG-1");
  }

  @Test
  void from_2_5_on_the_error_has_location_code_severity_and_words() {
    assertThat(lines(Acknowledgement.refuse(header("2.5", ""), List.of(FAULT))))
        .contains(
            "MSA|AE|MSG-1",
            "ERR||OBX^1^5|101^Required field missing^HL70357|E||||The message has no narrative");
  }

  @Test
  void before_2_5_the_error_is_in_err_1_and_its_words_in_msa_3() {
    assertThat(lines(Acknowledgement.refuse(header("2.3", ""), List.of(FAULT))))
        .contains(
            "MSH|^~\\&|DIPTYCH|HOUSE|RIS|CLINIC|20260102030406||ACK^R01|AMSG-1|P|2.3",
            "MSA|AE|MSG-1|The message has no narrative",
            "ERR|OBX^1^5^101&Required field missing&HL70357");
  }

  @ParameterizedTest
  @CsvSource({"CONTENT, AE", "UNSUPPORTED, AR", "BUSY, AR", "INTERNAL, AR"})
  void only_what_is_the_fault_of_the_message_is_an_application_error(FaultKind kind, String code) {
    assertThat(AckCode.codeFor(kind).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', AA, AE",
    "AL, NE, CA, CE",
    "AL, '', CA, CE",
    "AL, AL, CA AA, CE AE",
    "NE, AL, AA, AE",
    "NE, NE, '', ''",
    "ER, NE, '', CE",
    "SU, ER, CA, AE",
    "'', SU, AA, ''"
  })
  void enhanced_mode_sends_each_answer_where_its_condition_holds(
      String accept, String application, String accepted, String refused) {
    String msh = Samples.msh("2.5", "").replace("|||||", "|||" + accept + "|" + application + "|");
    MessageHeader header =
        MessageHeader.read(msh.getBytes(StandardCharsets.US_ASCII)).orElseThrow();

    assertThat(codes(Acknowledgement.accept(header))).isEqualTo(accepted);
    assertThat(codes(Acknowledgement.refuse(header, List.of(FAULT)))).isEqualTo(refused);
  }

  private static String codes(Acknowledgement acknowledgement) {
    return acknowledgement.frames(NOW).stream()
        .map(frame -> new String(frame, StandardCharsets.US_ASCII).split("\r")[1].split("\\|")[1])
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({"8859/1, ISO-8859-1", "8859/15, ISO-8859-15", "UNICODE UTF-8, UTF-8"})
  void the_header_is_echoed_in_the_bytes_in_which_it_came(String declared, String charset) {
    String msh = Samples.msh("2.5", declared).replace("MSG-1", "Ärger-1").replace("RIS", "Befundü");
    byte[] bytes = msh.getBytes(Charset.forName(charset));

    byte[] answer =
        Acknowledgement.accept(MessageHeader.read(bytes).orElseThrow()).frames(NOW).get(0);

    assertThat(new String(answer, Charset.forName(charset)))
        .contains("|Befundü|CLINIC|", "\rMSA|AA|Ärger-1\r");
  }

  @Test
  void the_delimiters_of_the_message_are_those_of_its_answer() {
    byte[] bytes = "MSH#*!?%#A#B#C#D###ORU*R01#7#P#2.5".getBytes(StandardCharsets.US_ASCII);

    assertThat(
            lines(Acknowledgement.refuse(MessageHeader.read(bytes).orElseThrow(), List.of(FAULT))))
        .contains(
            "MSA#AE#7",
            "ERR##OBX*1*5#101*Required field missing*HL70357#E####The message has no narrative");
  }

  @Test
  void bytes_without_msh_are_answered_with_a_header_of_our_own() {
    assertThat(lines(Acknowledgement.refuse(MessageHeader.none(), List.of(Fault.noMessage()))))
        .startsWith("MSH|^~\\&|DIPTYCH||||20260102030406||ACK|A|P|2.5.1", "MSA|AR");
  }

  @Test
  void a_long_control_id_is_echoed_whole() {
    String id = "X".repeat(199);
    byte[] bytes = Samples.msh("2.7", "").replace("MSG-1", id).getBytes(StandardCharsets.US_ASCII);

    assertThat(lines(Acknowledgement.accept(MessageHeader.read(bytes).orElseThrow())))
        .contains("MSA|AA|" + id);
  }

  private static MessageHeader header(String version, String charset) {
    return MessageHeader.read(Samples.msh(version, charset).getBytes(StandardCharsets.US_ASCII))
        .orElseThrow();
  }

  private static List<String> lines(Acknowledgement acknowledgement) {
    String text = new String(acknowledgement.frames(NOW).get(0), StandardCharsets.US_ASCII);
    assertThat(text).endsWith("\r");
    return List.of(text.split("\r"));
  }
}
