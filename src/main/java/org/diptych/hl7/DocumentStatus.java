package org.diptych.hl7;

import org.diptych.study.ReportStatus;

/** How final a document is: TXA-17 (table 0271) and what the event does to it. */
final class DocumentStatus {
  private DocumentStatus() {}

  static ReportStatus of(Segment txa, MessageType type) {
    if (txa.value(19).equals("CA")) {
      // Availability (table 0273): the document was withdrawn.
      return ReportStatus.CANCELLED;
    }
    boolean signed = txa.value(17).equals("AU") || txa.value(17).equals("LA");
    if (type == MessageType.MDM_T08 || type == MessageType.MDM_T10) {
      return signed ? ReportStatus.CORRECTED : ReportStatus.PRELIMINARY;
    }
    return signed ? ReportStatus.FINAL : ReportStatus.PRELIMINARY;
  }
}
