package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives is read or refused; no decoder throws. */
class AnyBytesTest {
  private final MessageReader messages = new MessageReader(StandardCharsets.UTF_8);
  private final ContentReader reports = new ContentReader(AccessionSource.DEFAULT_ORDER);

  @Property(tries = 500)
  void any_bytes_get_an_answer(@ForAll byte[] bytes) {
    assertThat(answer(bytes)).startsWith('M', 'S', 'H');
  }

  @Property(tries = 1000)
  void a_report_damaged_anywhere_gets_an_answer(@ForAll("damages") List<Damage> damages) {
    byte[] bytes = Samples.chestReport();
    for (Damage damage : damages) {
      bytes[damage.position() % bytes.length] = damage.value();
    }

    assertThat(answer(bytes)).startsWith('M', 'S', 'H');
  }

  @Property(tries = 300)
  void a_report_cut_anywhere_gets_an_answer(@ForAll("lengths") int length) {
    byte[] whole = Samples.chestReport();

    assertThat(answer(Arrays.copyOf(whole, length % whole.length))).startsWith('M', 'S', 'H');
  }

  private record Damage(int position, byte value) {}

  @Provide
  Arbitrary<List<Damage>> damages() {
    Arbitrary<Byte> values =
        Arbitraries.oneOf(
            Arbitraries.bytes(),
            Arbitraries.of(
                (byte) '|',
                (byte) '^',
                (byte) '~',
                (byte) '\\',
                (byte) '&',
                (byte) '\r',
                (byte) 0));
    return Arbitraries.integers()
        .between(0, 100_000)
        .flatMap(position -> values.map(value -> new Damage(position, value)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.integers().between(0, 100_000);
  }

  private byte[] answer(byte[] bytes) {
    MessageReading reading = messages.read(bytes);
    Acknowledgement answer =
        reading instanceof MessageReading.Refused refused
            ? Acknowledgement.refuse(refused.header(), List.of(refused.fault()))
            : answer(((MessageReading.Read) reading).message());
    List<byte[]> frames = answer.frames(LocalDateTime.of(2026, 1, 2, 3, 4));
    // Damage may have written that no answer is wanted.
    return frames.isEmpty() ? "MSH".getBytes(StandardCharsets.US_ASCII) : frames.get(0);
  }

  private Acknowledgement answer(Message message) {
    return reports.read(message) instanceof MessageContent.Refused refused
        ? Acknowledgement.refuse(message.header(), refused.faults())
        : Acknowledgement.accept(message.header());
  }
}
