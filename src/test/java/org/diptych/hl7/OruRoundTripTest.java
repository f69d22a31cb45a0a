package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.time.api.DateTimes;
import net.jqwik.time.api.Dates;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;

class OruRoundTripTest {
  private final OruWriter writer =
      new OruWriter(
          new OruWriter.Parties("RIS", "CLINIC|&^~\\", "DIPTYCH", "HOUSE"),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final ContentReader reader = new ContentReader(List.of(AccessionSource.IPC_1));

  @Property(tries = 300)
  void a_report_that_is_written_and_read_is_the_same_report(
      @ForAll("reports") RadiologyReport report) {
    MessageReading reading =
        new MessageReader(StandardCharsets.US_ASCII).read(writer.write(report));
    assertThat(reading).isInstanceOf(MessageReading.Read.class);
    MessageContent reports = reader.read(((MessageReading.Read) reading).message());
    assertThat(reports).isInstanceOf(MessageContent.Reports.class);

    RadiologyReport back = ((MessageContent.Reports) reports).reports().get(0);

    // The key is the reader's to give; a report without OBR-22 was issued when its message was
    // made.
    assertThat(back).usingRecursiveComparison().ignoringFields("key", "issued").isEqualTo(report);
  }

  @Provide
  Arbitrary<RadiologyReport> reports() {
    Arbitrary<Numbers> numbers =
        Combinators.combine(
                words(16), words(16).injectNull(0.2), words(30), words(30).injectNull(0.2))
            .as(Numbers::new);
    return Combinators.combine(
            Arbitraries.of(ReportStatus.values()),
            text(),
            Arbitraries.of(new Uid("1.2.3"), new Uid("2.25.7")).injectNull(0.3),
            numbers.injectNull(0.2),
            patients().injectNull(0.2),
            procedures().injectNull(0.2),
            DateTimes.dateTimes().ofPrecision(ChronoUnit.SECONDS).injectNull(0.2),
            Arbitraries.of(Priority.values()))
        .as(OruRoundTripTest::report);
  }

  private record Numbers(String accession, String issuer, String placer, String filler) {}

  private static RadiologyReport report(
      ReportStatus status,
      String text,
      Uid study,
      Numbers numbers,
      PatientIdentity patient,
      CodedText procedure,
      LocalDateTime observedAt,
      Priority priority) {
    return new RadiologyReport(
        new ReportKey("any"),
        status,
        text,
        study,
        numbers == null ? null : new AccessionNumber(numbers.accession(), numbers.issuer()),
        patient,
        numbers == null ? null : numbers.placer(),
        numbers == null ? null : numbers.filler(),
        procedure,
        observedAt,
        priority,
        "ID-1");
  }

  private static Arbitrary<PatientIdentity> patients() {
    Arbitrary<String> names = name().list().ofMinSize(1).ofMaxSize(5).map(p -> String.join("^", p));
    Arbitrary<LocalDate> births = Dates.dates().yearBetween(1900, 2026);
    return Combinators.combine(
            words(40),
            words(40).injectNull(0.3),
            names.injectNull(0.2),
            births.injectNull(0.2),
            Arbitraries.of("M", "F", "O").injectNull(0.2))
        .as(
            (id, issuer, name, birth, sex) ->
                new PatientIdentity(new PatientId(id, issuer), name, birth, sex));
  }

  private static Arbitrary<String> name() {
    return words(20).map(word -> word.replace('^', '-'));
  }

  private static Arbitrary<CodedText> procedures() {
    return Combinators.combine(words(20), words(20).injectNull(0.2), words(40).injectNull(0.2))
        .as(CodedText::new);
  }

  /** Text without blank ends, as every reader of HL7 trims it. */
  private static Arbitrary<String> words(int longest) {
    return characters("|^~\\&é µЖ胸aZ09.:\t")
        .ofMinLength(1)
        .ofMaxLength(longest)
        .map(String::strip)
        .filter(word -> !word.isBlank());
  }

  private static Arbitrary<String> text() {
    return characters("|^~\\& \nabcGDTé胸:.")
        .ofMinLength(1)
        .ofMaxLength(300)
        .map(String::strip)
        .filter(text -> !text.isBlank());
  }

  private static StringArbitrary characters(String usual) {
    return Arbitraries.strings().withChars(usual.toCharArray()).withCharRange('!', '~');
  }
}
