package org.diptych.intake;

import java.util.List;
import org.diptych.dicom.DimseStatus;
import org.diptych.journal.Receipt;

/** What became of a procedure step or notification, and what its sender is told. */
public sealed interface NoticeOutcome {
  /** The N-CREATE or N-SET status (PS3.7 section 10.1). */
  DimseStatus status();

  /** The journal has a receipt for each study that it names. */
  record Kept(List<Receipt> receipts) implements NoticeOutcome {
    public Kept {
      receipts = List.copyOf(receipts);
    }

    @Override
    public DimseStatus status() {
      return receipts.isEmpty() ? DimseStatus.PROCESSING_FAILURE : DimseStatus.SUCCESS;
    }
  }

  /** It contradicts what was said before, or could not be kept; nothing changed. */
  record Refused(DimseStatus status) implements NoticeOutcome {}
}
