package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.diptych.study.RadiologyReport;
import org.junit.jupiter.api.Test;

/** What we write is read by a parser that is not ours. */
class OtherParserTest {
  @Test
  void an_acknowledgement_with_an_error_says_the_same_to_another_parser()
      throws IOException, HL7Exception {
    MessageHeader header = MessageHeader.read(Samples.chestReport()).orElseThrow();
    Fault fault = Fault.content(ErrorCode.REQUIRED_FIELD, "OBX", 5, "No narrative");

    Terser terser =
        parse(
            Acknowledgement.refuse(header, List.of(fault))
                .frames(LocalDateTime.of(2026, 1, 2, 3, 4))
                .get(0));

    assertThat(terser.get("/.MSH-9-1")).isEqualTo("ACK");
    assertThat(terser.get("/.MSH-5")).isEqualTo("RIS");
    assertThat(terser.get("/.MSA-1")).isEqualTo("AE");
    assertThat(terser.get("/.MSA-2")).isEqualTo("MSG-1");
    assertThat(terser.get("/.ERR-2-1")).isEqualTo("OBX");
    assertThat(terser.get("/.ERR-3-1")).isEqualTo("101");
    assertThat(terser.get("/.ERR-8")).isEqualTo("No narrative");
  }

  @Test
  void a_written_report_says_the_same_to_another_parser() throws IOException, HL7Exception {
    MessageReading reading =
        new MessageReader(StandardCharsets.UTF_8)
            .read(
                Samples.oru(
                    "PID|1||7^^^X^MR||Ü&ber^A",
                    "OBR|1||F-1^^|C^D^L",
                    "OBX|1|FT|1||a\\T\\b~c\\E\\d"));
    RadiologyReport report =
        ((MessageContent.Reports)
                new ContentReader(AccessionSource.DEFAULT_ORDER)
                    .read(((MessageReading.Read) reading).message()))
            .reports()
            .get(0);
    OruWriter writer =
        new OruWriter(
            new OruWriter.Parties("A", "B", "C", "D"), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    Terser terser = parse(writer.write(report));

    assertThat(terser.get("/.PID-5-1")).isEqualTo("Ü");
    assertThat(terser.get("/.OBR-3")).isEqualTo("F-1");
    assertThat(terser.get("/.OBX-5(0)")).isEqualTo("a&b");
    assertThat(terser.get("/.OBX-5(1)")).isEqualTo("c\\d");
  }

  private static Terser parse(byte[] bytes) throws IOException, HL7Exception {
    try (HapiContext context = new DefaultHapiContext(new GenericModelClassFactory())) {
      context.setValidationContext(ValidationContextFactory.noValidation());
      return new Terser(context.getPipeParser().parse(new String(bytes, StandardCharsets.UTF_8)));
    }
  }
}
