package org.diptych.result;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.diptych.study.Finding;
import org.diptych.study.ImagingStudy;
import org.jspecify.annotations.Nullable;

/**
 * The words of the printed report, whatever it is printed on.
 *
 * @param facts pairs of what is said and what it is
 * @param rows findings, with the columns of {@link #COLUMNS}
 */
record ReportText(
    String title, List<Fact> facts, List<List<String>> rows, String conclusion, String caution) {
  static final List<String> COLUMNS =
      List.of("Finding", "Called", "Probability", "Image alone", "Report alone", "Concordance");

  /** One line of the head. */
  record Fact(String name, String value) {}

  static ReportText of(Reading reading) {
    List<List<String>> rows =
        reading.findings().abstained() != null
            ? List.of()
            : reading.findings().findings().stream().map(ReportText::row).toList();
    String conclusion = Conclusion.of(reading.findings());
    return new ReportText(
        "Preliminary reading by software",
        facts(reading),
        rows,
        conclusion.substring(0, conclusion.length() - IntendedUse.SENTENCE.length()).strip(),
        IntendedUse.SENTENCE);
  }

  private static List<Fact> facts(Reading reading) {
    List<Fact> facts = new ArrayList<>();
    reading
        .patient()
        .ifPresent(
            patient -> {
              add(facts, "Patient", name(patient.name()));
              add(facts, "Patient ID", patient.id().value());
              add(facts, "Born", patient.birthDate());
            });
    reading.accession().ifPresent(accession -> add(facts, "Accession", accession.value()));
    ImagingStudy study = reading.study();
    if (study != null) {
      add(facts, "Study", study.description());
      add(facts, "Taken", study.started());
      add(facts, "Study UID", study.uid().value());
    }
    add(
        facts,
        "Read by",
        reading.findings().model().name() + " " + reading.findings().model().version());
    add(
        facts,
        "Read at",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            reading.findings().readAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
    return facts;
  }

  private static void add(List<Fact> facts, String name, @Nullable Object value) {
    if (value != null && !value.toString().isBlank()) {
      facts.add(new Fact(name, value.toString().strip()));
    }
  }

  /** PN and XPN without the separators of their parts (PS3.5 section 6.2.1.2). */
  private static @Nullable String name(@Nullable String name) {
    return name == null
        ? null
        : name.split("=", 2)[0].replace('&', ' ').replaceFirst("\\^", ", ").replace('^', ' ');
  }

  private static List<String> row(Finding finding) {
    return List.of(
        finding.label(),
        finding.present() ? "present" : "absent",
        decimal(finding.probability()),
        decimal(finding.imageAlone()),
        decimal(finding.reportAlone()),
        decimal(finding.concordance()));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
