package org.diptych.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.PatientIdentity;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.jspecify.annotations.Nullable;

/** Writes a report as ORU^R01 version 2.5.1 in UTF-8, as {@link ContentReader} reads it. */
public final class OruWriter {
  private static final DateTimeFormatter DTM = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final Escapes ESCAPES = new Escapes(Delimiters.STANDARD, StandardCharsets.UTF_8);

  private final Parties parties;
  private final Clock clock;

  /** Who writes to whom: MSH-3 to MSH-6. */
  public record Parties(
      String sendingApplication,
      String sendingFacility,
      String receivingApplication,
      String receivingFacility) {}

  /** A writer for one pair of systems. */
  public OruWriter(Parties parties, Clock clock) {
    this.parties = parties;
    this.clock = clock;
  }

  /** The bytes of the message; its control ID is the report's. */
  public byte[] write(RadiologyReport report) {
    List<String> segments = new ArrayList<>();
    segments.add(msh(report));
    PatientIdentity patient = report.patient();
    if (patient != null) {
      segments.add(pid(patient));
    }
    segments.add(
        segment("ORC", "RE", text(report.placerOrderNumber()), text(report.fillerOrderNumber())));
    segments.add(obr(report));
    segments.add("TQ1|1||||||||" + priority(report) + "^^HL70485");
    AccessionNumber accession = report.accession();
    if (accession != null || report.study() != null) {
      segments.add(ipc(report));
    }
    segments.add(obx(report));
    if (report.study() != null) {
      segments.add("ZDS|" + report.study().value() + "^^Application^DICOM");
    }
    return segments.stream()
        .collect(Collectors.joining("\r", "", "\r"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String msh(RadiologyReport report) {
    return segment(
        "MSH",
        Delimiters.STANDARD.encodingCharacters(),
        text(parties.sendingApplication()),
        text(parties.sendingFacility()),
        text(parties.receivingApplication()),
        text(parties.receivingFacility()),
        DTM.format(LocalDateTime.now(clock)),
        "",
        "ORU^R01^ORU_R01",
        text(report.controlId()),
        "P",
        "2.5.1",
        "",
        "",
        "",
        "",
        "",
        "UNICODE UTF-8");
  }

  private static String pid(PatientIdentity patient) {
    String id = text(patient.id().value()) + "^^^" + text(patient.id().issuer()) + "^MR";
    String birth = patient.birthDate() == null ? "" : DATE.format(patient.birthDate());
    return segment("PID", "1", "", id, "", name(patient.name()), "", birth, text(patient.sex()));
  }

  /** PN has the prefix before the suffix, XPN after it. */
  private static String name(@Nullable String name) {
    if (name == null) {
      return "";
    }
    List<String> parts = new ArrayList<>(Split.at(name, '^'));
    if (parts.size() > 3) {
      while (parts.size() < 5) {
        parts.add("");
      }
      parts.add(3, parts.remove(4));
    }
    return parts.stream().map(OruWriter::text).collect(Collectors.joining("^"));
  }

  private static String obr(RadiologyReport report) {
    String[] fields = new String[25];
    Arrays.fill(fields, "");
    fields[0] = "1";
    fields[1] = text(report.placerOrderNumber());
    fields[2] = text(report.fillerOrderNumber());
    fields[3] = coded(report.procedure());
    fields[6] = report.observedAt() == null ? "" : DTM.format(report.observedAt());
    fields[21] = report.issued() == null ? "" : DTM.format(report.issued());
    fields[24] = report.status().code();
    return segment("OBR", fields);
  }

  private static String ipc(RadiologyReport report) {
    AccessionNumber accession = report.accession();
    String number =
        accession == null ? "" : text(accession.value()) + "^" + text(accession.issuer());
    String study = report.study() == null ? "" : report.study().value();
    return segment("IPC", number, "", study);
  }

  /** LOINC 18748-4 is the diagnostic imaging study as a whole. */
  private static String obx(RadiologyReport report) {
    String lines = report.text().lines().map(OruWriter::text).collect(Collectors.joining("~"));
    return segment(
        "OBX",
        "1",
        "TX",
        "18748-4^Diagnostic imaging study^LN",
        "",
        lines,
        "",
        "",
        "",
        "",
        "",
        observationStatus(report.status()));
  }

  /** OBX-11 (table 0085) has fewer words than OBR-25. */
  private static String observationStatus(ReportStatus status) {
    return switch (status) {
      case FINAL, CORRECTED, REPORTED_UNVERIFIED, CANCELLED -> status.code();
      default -> "P";
    };
  }

  private static String priority(RadiologyReport report) {
    return switch (report.priority()) {
      case STAT -> "S";
      case URGENT -> "A";
      case ROUTINE -> "R";
    };
  }

  private static String coded(@Nullable CodedText code) {
    return code == null
        ? ""
        : text(code.code()) + "^" + text(code.display()) + "^" + text(code.system());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : ESCAPES.escape(value);
  }

  private static String segment(String id, String... fields) {
    return id + "|" + String.join("|", fields);
  }
}
