package org.diptych.intake;

import org.diptych.dicom.DimseStatus;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.Receipt;

/** What became of a SOP instance that was offered, and what its sender is told. */
public sealed interface InstanceOutcome {
  /** The C-STORE status (PS3.4 table B.2-1, PS3.7 annex C); success only with evidence. */
  DimseStatus status();

  /** It is in the object store and the journal has a receipt. */
  record Kept(Receipt receipt) implements InstanceOutcome {
    @Override
    public DimseStatus status() {
      return DimseStatus.SUCCESS;
    }
  }

  /** The same SOP instance with the same data set was kept before; nothing happened again. */
  record AlreadyKept(KeptInstance evidence) implements InstanceOutcome {
    @Override
    public DimseStatus status() {
      return DimseStatus.SUCCESS;
    }
  }

  /** The SOP instance UID is taken by another data set, which stays as it is. */
  record Conflicting(KeptInstance first) implements InstanceOutcome {
    @Override
    public DimseStatus status() {
      return DimseStatus.DUPLICATE_SOP_INSTANCE;
    }
  }

  /**
   * The data set is truncated, lacks a UID, or contradicts the command; sending it again is of no
   * use.
   */
  record Unreadable(DimseStatus status, String reason) implements InstanceOutcome {}

  /** The disk is too full or the journal did not answer; sending it again later may succeed. */
  record OutOfResources(String reason) implements InstanceOutcome {
    @Override
    public DimseStatus status() {
      return DimseStatus.OUT_OF_RESOURCES;
    }
  }

  /** The association ended before the object was complete; nobody is left to be told. */
  record Interrupted() implements InstanceOutcome {
    @Override
    public DimseStatus status() {
      return DimseStatus.PROCESSING_FAILURE;
    }
  }
}
