package org.diptych.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.StudyLink;

/**
 * The messages of one report system, for tests. None has a time in MSH-7, so that nothing but
 * OBR-22 and EVN-2 says when something happened.
 */
public final class RisMessages {
  private static final DateTimeFormatter DTM = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final OruWriter REPORTS =
      new OruWriter(
          new OruWriter.Parties("RIS", "HOSPITAL", "DIPTYCH", "HOSPITAL"), Clock.systemUTC());

  private RisMessages() {}

  /** ORU^R01, or MDM^T06 when the report is an addendum. */
  public static byte[] report(RadiologyReport report) {
    String text = new String(REPORTS.write(report), StandardCharsets.UTF_8);
    text = text.replaceFirst("\\|\\d{14}\\|\\|ORU", "|||ORU");
    if (report.addendum()) {
      String document = "TXA|1|DI|TX|||||||||" + report.controlId() + "|||||AU";
      text =
          text.replace("ORU^R01^ORU_R01", "MDM^T06^MDM_T02")
              .replace("\rOBX", "\r" + document + "\rOBX");
    }
    StringBuilder more = new StringBuilder(text);
    for (StudyLink link : report.others()) {
      String study = link.study() == null ? "" : link.study().value();
      more.append("IPC|").append(number(link.accession())).append("||").append(study).append('\r');
    }
    return bytes(more.toString());
  }

  /** What the engine knows the report by: its sender, order and procedure. */
  public static ReportKey keyOf(RadiologyReport report) {
    String procedure = report.procedure() == null ? "" : report.procedure().code();
    return ReportKey.named("RIS|HOSPITAL|" + report.fillerOrderNumber() + "|" + procedure);
  }

  /** ORM^O01. */
  public static byte[] order(Order order) {
    List<String> segments = new ArrayList<>();
    segments.add(msh("ORM^O01^ORM_O01", order.controlId()));
    if (order.patient() != null) {
      segments.add(pid(order.patient()));
    }
    String numbers = text(order.placerOrderNumber()) + "|" + text(order.fillerOrderNumber());
    boolean off = order.state() == OrderState.CANCELLED;
    segments.add("ORC|" + (off ? "CA" : "SC") + "|" + numbers + "||" + status(order.state()));
    segments.add("OBR|1|" + numbers + "|" + coded(order.procedure()));
    String scheduled = order.scheduled() == null ? "" : DTM.format(order.scheduled());
    segments.add("TQ1|1||||||" + scheduled + "||" + priority(order.priority()) + "^^HL70485");
    if (order.accession() != null) {
      segments.add("IPC|" + number(order.accession()));
    }
    if (order.study() != null) {
      segments.add("ZDS|" + order.study().value() + "^RIS^Application^DICOM");
    }
    return bytes(String.join("\r", segments) + "\r");
  }

  /** ADT of the trigger that says this. */
  public static byte[] change(PatientChange change) {
    String trigger =
        switch (change.kind()) {
          case UPDATE -> "A08";
          case MERGE -> "A40";
          case MOVE -> "A43";
          case CHANGE_IDENTIFIER -> "A47";
          case UNMERGE -> "A37";
        };
    List<String> segments = new ArrayList<>();
    segments.add(msh("ADT^" + trigger, change.controlId()));
    segments.add("EVN|" + trigger + "|" + time(change.at()));
    segments.add(pid(change.patient()));
    if (change.kind() == PatientChange.Kind.UNMERGE) {
      segments.add("PID|2||" + identifier(change.prior()));
    } else if (change.prior() != null) {
      segments.add("MRG|" + identifier(change.prior()));
    }
    return bytes(String.join("\r", segments) + "\r");
  }

  private static String msh(String type, String controlId) {
    return "MSH|^~\\&|RIS|HOSPITAL|DIPTYCH|HOSPITAL|||%s|%s|P|2.5.1||||||UNICODE UTF-8"
        .formatted(type, controlId);
  }

  private static String pid(PatientIdentity patient) {
    LocalDate birth = patient.birthDate();
    return "PID|1||%s||%s||%s|%s"
        .formatted(
            identifier(patient.id()),
            text(patient.name()),
            birth == null ? "" : DATE.format(birth),
            text(patient.sex()));
  }

  private static String identifier(PatientId id) {
    return id.value() + "^^^" + text(id.issuer()) + "^MR";
  }

  private static String status(OrderState state) {
    return switch (state) {
      case REQUESTED -> "";
      case SCHEDULED -> "SC";
      case IN_PROGRESS -> "IP";
      case COMPLETED -> "CM";
      case CANCELLED -> "CA";
    };
  }

  private static String priority(Priority priority) {
    return switch (priority) {
      case STAT -> "S";
      case URGENT -> "A";
      case ROUTINE -> "R";
    };
  }

  private static String number(AccessionNumber accession) {
    return accession == null ? "" : accession.value() + "^" + text(accession.issuer());
  }

  private static String coded(CodedText code) {
    return code == null ? "" : code.code() + "^" + code.display() + "^" + code.system();
  }

  private static String time(LocalDateTime at) {
    return at == null ? "" : DTM.format(at);
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
