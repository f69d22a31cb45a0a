package org.diptych.hl7;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** Finds the reports in ORU^R01 (HL7 2.5.1 section 7.3.1) and MDM (chapter 9). */
final class ReportReader {
  private final Accessions accessions;

  ReportReader(Accessions accessions) {
    this.accessions = accessions;
  }

  /** Reads every report of the message. */
  MessageContent read(Message message, MessageType type) {
    return type == MessageType.ORU_R01 ? observations(message) : document(message, type);
  }

  private MessageContent observations(Message message) {
    List<OrderGroup> groups = OrderGroup.of(message);
    if (groups.isEmpty()) {
      return MessageContent.Refused.missing("OBR", 0, "The message has no OBR segment");
    }
    List<RadiologyReport> reports = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (OrderGroup group : groups) {
      List<Segment> texts = texts(group);
      String text = Narrative.of(group.all("OBX"));
      ReportStatus status = ResultStatus.of(group.obr(), texts);
      // What is cancelled has nothing left to say.
      if (!text.isEmpty() || status == ReportStatus.CANCELLED) {
        reports.add(report(message, group, text, status, Addendum.is(group.obr(), texts), taken));
      }
    }
    return reports.isEmpty() ? noNarrative() : new MessageContent.Reports(reports);
  }

  /** A document is one report; TXA says whose it is and how final. */
  private MessageContent document(Message message, MessageType type) {
    Optional<Segment> txa =
        message.segments().stream().filter(segment -> segment.id().equals("TXA")).findFirst();
    if (txa.isEmpty()) {
      return MessageContent.Refused.missing("TXA", 0, "The message has no TXA segment");
    }
    OrderGroup group = OrderGroup.ofDocument(message, txa.get());
    String text = Narrative.of(group.all("OBX"));
    if (text.isEmpty()) {
      return noNarrative();
    }
    ReportStatus status = DocumentStatus.of(txa.get(), type);
    boolean addendum = type == MessageType.MDM_T06;
    return new MessageContent.Reports(
        List.of(report(message, group, text, status, addendum, new HashSet<>())));
  }

  private static MessageContent noNarrative() {
    return MessageContent.Refused.missing(
        "OBX", 5, "The message has no narrative: no OBX of type TX, FT or ST has text");
  }

  private static List<Segment> texts(OrderGroup group) {
    return group.all("OBX").stream().filter(Narrative::isText).toList();
  }

  private RadiologyReport report(
      Message message,
      OrderGroup group,
      String text,
      ReportStatus status,
      boolean addendum,
      Set<String> taken) {
    AccessionNumber accession = accessions.of(group).orElse(null);
    Uid study = StudyReference.of(group).orElse(null);
    return new RadiologyReport(
        key(message, group, accession, taken),
        status,
        text,
        study,
        accession,
        PatientReader.read(group.pid()).orElse(null),
        present(number(group, 2, 14)),
        present(number(group, 3, 15)),
        procedure(group.obr()),
        observedAt(group, texts(group)),
        Urgency.of(group),
        message.msh().value(10),
        issued(message, group),
        addendum,
        accessions.others(group, study, accession),
        Author.of(group, texts(group)));
  }

  /** OBR or ORC, else what TXA says of the order. */
  private static String number(OrderGroup group, int field, int documentField) {
    String number = group.order(field, 1);
    return number.isEmpty() ? group.value("TXA", documentField, 1) : number;
  }

  /**
   * Sender, order and procedure: what stays the same when a report is corrected. A second report
   * under the same numbers in one message gets its position, lest one of them be lost.
   */
  private static ReportKey key(
      Message message, OrderGroup group, @Nullable AccessionNumber accession, Set<String> taken) {
    String order =
        firstOf(
            number(group, 3, 15),
            number(group, 2, 14),
            accession == null ? "" : accession.value(),
            // A later version of a document names the first as its parent (TXA-13).
            group.value("TXA", 13, 1),
            group.value("TXA", 12, 1),
            message.msh().value(10));
    String name = message.header().sender() + "|" + order + "|" + group.obr().value(4);
    ReportKey key = ReportKey.named(name);
    int position = 1;
    while (!taken.add(key.value())) {
      position++;
      key = ReportKey.named(name + "|" + position);
    }
    return key;
  }

  static @Nullable CodedText procedure(Segment obr) {
    for (int first : new int[] {1, 4}) {
      String code = obr.value(4, first);
      if (!code.isEmpty()) {
        return new CodedText(
            code, present(obr.value(4, first + 2)), present(obr.value(4, first + 1)));
      }
    }
    String words = obr.value(4, 2);
    return words.isEmpty() ? null : new CodedText(words, null, words);
  }

  /**
   * OBR-22, else TXA-8, TXA-7 or MSH-7: what orders versions of a report that arrive out of order.
   */
  private static @Nullable LocalDateTime issued(Message message, OrderGroup group) {
    return Timestamps.parse(group.obr().value(22))
        .or(() -> Timestamps.parse(group.value("TXA", 8, 1)))
        .or(() -> Timestamps.parse(group.value("TXA", 7, 1)))
        .or(() -> Timestamps.parse(message.msh().value(7)))
        .orElse(null);
  }

  /** OBR-7, else TXA-4, else the time of the first line, else when the status last changed. */
  private static @Nullable LocalDateTime observedAt(OrderGroup group, List<Segment> texts) {
    return Timestamps.parse(group.obr().value(7))
        .or(() -> Timestamps.parse(group.value("TXA", 4, 1)))
        .or(() -> texts.stream().findFirst().flatMap(obx -> Timestamps.parse(obx.value(14))))
        .or(() -> Timestamps.parse(group.obr().value(22)))
        .orElse(null);
  }

  private static String firstOf(String... values) {
    for (String value : values) {
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  static @Nullable String present(String value) {
    return value.isEmpty() ? null : value;
  }
}
