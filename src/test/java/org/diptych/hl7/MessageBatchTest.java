package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages sent together are taken one by one and answered together. */
class MessageBatchTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4, 6);
  private static final String MESSAGE =
      "MSH|^~\\&|RIS|CLINIC|DIPTYCH|HOUSE|2026||ORU^R01|%s|P|2.5.1\rPID|1||1\r";

  @Test
  void a_batch_holds_its_messages_and_nothing_of_its_envelope() {
    MessageBatch batch =
        batch("BHS|^~\\&|RIS|CLINIC|DIPTYCH|HOUSE|2026||||B-1\r", "BTS|2\r", "M1", "M2");

    assertThat(batch.messages()).hasSize(2);
    assertThat(batch.messages())
        .allSatisfy(
            message ->
                assertThat(new String(message, StandardCharsets.US_ASCII))
                    .startsWith("MSH|")
                    .endsWith("PID|1||1\r"));
  }

  @Test
  void the_answer_swaps_the_parties_refers_to_the_batch_and_counts() {
    MessageBatch batch =
        batch(
            "FHS|^~\\&|RIS|CLINIC|DIPTYCH|HOUSE|2026||||F-1\r"
                + "BHS|^~\\&|RIS|CLINIC|DIPTYCH|HOUSE|2026||||B-1\r",
            "BTS|2\rFTS|1\r",
            "M1",
            "M2");
    List<byte[]> answers = new ArrayList<>();
    for (byte[] message : batch.messages()) {
      MessageHeader header = MessageHeader.read(message).orElseThrow();
      answers.addAll(Acknowledgement.accept(header).frames(NOW));
    }

    String answer = new String(batch.answer(answers, NOW), StandardCharsets.US_ASCII);

    assertThat(answer.split("\r"))
        .containsExactly(
            "FHS|^~\\&|DIPTYCH|HOUSE|RIS|CLINIC|20260102030406||||AF-1|F-1",
            "BHS|^~\\&|DIPTYCH|HOUSE|RIS|CLINIC|20260102030406||||AB-1|B-1",
            "MSH|^~\\&|DIPTYCH|HOUSE|RIS|CLINIC|20260102030406||ACK^R01^ACK|AM1|P|2.5.1",
            "MSA|AA|M1",
            "MSH|^~\\&|DIPTYCH|HOUSE|RIS|CLINIC|20260102030406||ACK^R01^ACK|AM2|P|2.5.1",
            "MSA|AA|M2",
            "BTS|2",
            "FTS|1");
  }

  @Test
  void a_batch_that_counts_otherwise_is_told_so() {
    MessageBatch batch = batch("BHS|^~\\&|RIS||||2026||||B-1\r", "BTS|3\r", "M1");

    assertThat(new String(batch.answer(List.of(), NOW), StandardCharsets.US_ASCII))
        .contains("BTS|1|The batch says that it holds 3 messages");
  }

  @Test
  void one_message_is_no_batch() {
    assertThat(MessageBatch.of(Samples.chestReport())).isEmpty();
    assertThat(MessageBatch.of("BHSX".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    assertThat(MessageBatch.of(new byte[0])).isEmpty();
  }

  private static MessageBatch batch(String head, String tail, String... ids) {
    StringBuilder text = new StringBuilder(head);
    for (String id : ids) {
      text.append(MESSAGE.formatted(id));
    }
    return MessageBatch.of(text.append(tail).toString().getBytes(StandardCharsets.US_ASCII))
        .orElseThrow();
  }
}
