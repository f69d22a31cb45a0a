package org.diptych.hl7;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.diptych.study.ReportStatus;

/** How final a report is. */
final class ResultStatus {
  private ResultStatus() {}

  /**
   * OBR-25, else OBX-11 of the first line that has one. When neither says anything the report is
   * taken as stored and not verified, the least that sending a text can mean.
   */
  static ReportStatus of(Segment obr, List<Segment> texts) {
    return parse(obr.value(25))
        .or(() -> texts.stream().flatMap(obx -> parse(obx.value(11)).stream()).findFirst())
        .orElse(ReportStatus.REPORTED_UNVERIFIED);
  }

  /** Tables 0123 and 0085, and the words that some report systems send instead. */
  private static Optional<ReportStatus> parse(String value) {
    String word = value.toUpperCase(Locale.ROOT);
    return switch (word) {
      case "FINAL", "U" -> Optional.of(ReportStatus.FINAL);
      case "PRELIM", "PRELIMINARY", "WET READ" -> Optional.of(ReportStatus.PRELIMINARY);
      case "CORRECTED", "AMENDED", "ADDENDUM" -> Optional.of(ReportStatus.CORRECTED);
      case "CANCELLED", "CANCELED" -> Optional.of(ReportStatus.CANCELLED);
      default -> ReportStatus.parse(word);
    };
  }
}
