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
import org.jspecify.annotations.Nullable;

/** Finds the reports in an ORU^R01 (HL7 2.5.1 section 7.3.1). */
public final class ReportReader {
  private final List<AccessionSource> accessionSources;

  /**
   * A reader for a site.
   *
   * @param accessionSources where the accession number may be; the first that holds one wins
   */
  public ReportReader(List<AccessionSource> accessionSources) {
    this.accessionSources = List.copyOf(accessionSources);
  }

  /** Reads every report of the message. */
  public ReportReading read(Message message) {
    List<OrderGroup> groups = OrderGroup.of(message);
    if (groups.isEmpty()) {
      return refuse("OBR", 0, "The message has no OBR segment");
    }
    List<RadiologyReport> reports = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (OrderGroup group : groups) {
      String text = Narrative.of(group.all("OBX"));
      if (!text.isEmpty()) {
        reports.add(report(message, group, text, taken));
      }
    }
    return reports.isEmpty()
        ? refuse("OBX", 5, "The message has no narrative: no OBX of type TX, FT or ST has text")
        : new ReportReading.Read(reports);
  }

  private static ReportReading refuse(String segment, int field, String text) {
    return new ReportReading.Refused(
        List.of(Fault.content(ErrorCode.REQUIRED_FIELD, segment, field, text)));
  }

  private RadiologyReport report(
      Message message, OrderGroup group, String text, Set<String> taken) {
    Optional<AccessionNumber> accession = accession(group);
    List<Segment> texts = group.all("OBX").stream().filter(Narrative::isText).toList();
    return new RadiologyReport(
        key(message, group, accession, taken),
        ResultStatus.of(group.obr(), texts),
        text,
        StudyReference.of(group).orElse(null),
        accession.orElse(null),
        PatientReader.read(group.pid()).orElse(null),
        present(group.order(2, 1)),
        present(group.order(3, 1)),
        procedure(group.obr()),
        observedAt(group.obr(), texts),
        Urgency.of(group),
        message.msh().value(10),
        issued(message, group.obr()),
        false,
        List.of());
  }

  private Optional<AccessionNumber> accession(OrderGroup group) {
    return accessionSources.stream()
        .flatMap(source -> accession(source, group).stream())
        .findFirst();
  }

  /** The number of one source; what does not fit (0008,0050) is something else. */
  private static Optional<AccessionNumber> accession(AccessionSource source, OrderGroup group) {
    String value =
        switch (source) {
          case IPC_1 -> group.value("IPC", 1, 1);
          case OBR_18 -> group.obr().value(18);
          case OBR_20 -> group.obr().value(20);
          case OBR_3 -> group.order(3, 1);
          case OBR_2 -> group.order(2, 1);
        };
    if (value.isBlank() || value.length() > 16) {
      return Optional.empty();
    }
    return Optional.of(new AccessionNumber(value, issuer(source, group)));
  }

  /** EI.2 namespace ID, else EI.3 universal ID; OBR-18 and OBR-20 are plain strings. */
  private static @Nullable String issuer(AccessionSource source, OrderGroup group) {
    return switch (source) {
      case IPC_1 -> present(firstOf(group.value("IPC", 1, 2), group.value("IPC", 1, 3)));
      case OBR_3 -> present(firstOf(group.order(3, 2), group.order(3, 3)));
      case OBR_2 -> present(firstOf(group.order(2, 2), group.order(2, 3)));
      case OBR_18, OBR_20 -> null;
    };
  }

  /**
   * Sender, order and procedure: what stays the same when a report is corrected. A second report
   * under the same numbers in one message gets its position, lest one of them be lost.
   */
  private static ReportKey key(
      Message message, OrderGroup group, Optional<AccessionNumber> accession, Set<String> taken) {
    String order =
        firstOf(
            group.order(3, 1),
            group.order(2, 1),
            accession.map(AccessionNumber::value).orElse(""),
            message.msh().value(10));
    ReportKey key = ReportKeys.of(message.header().sender(), order, group.obr().value(4));
    int position = 1;
    while (!taken.add(key.value())) {
      position++;
      key = ReportKeys.of(message.header().sender(), order, group.obr().value(4) + "|" + position);
    }
    return key;
  }

  private static @Nullable CodedText procedure(Segment obr) {
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

  /** OBR-22, else MSH-7: what orders versions of a report that arrive out of order. */
  private static @Nullable LocalDateTime issued(Message message, Segment obr) {
    return Timestamps.parse(obr.value(22))
        .or(() -> Timestamps.parse(message.msh().value(7)))
        .orElse(null);
  }

  /** OBR-7, else the time of the first line, else when the status last changed. */
  private static @Nullable LocalDateTime observedAt(Segment obr, List<Segment> texts) {
    return Timestamps.parse(obr.value(7))
        .or(() -> Timestamps.parse(texts.get(0).value(14)))
        .or(() -> Timestamps.parse(obr.value(22)))
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

  private static @Nullable String present(String value) {
    return value.isEmpty() ? null : value;
  }
}
