package org.diptych.dicom;

import java.io.IOException;

/** The received data set cannot be kept as what the command said it is; says why, never whose. */
public final class UnreadableDataSet extends IOException {
  private static final long serialVersionUID = 1L;

  private final DimseStatus status;

  UnreadableDataSet(DimseStatus status, String reason) {
    super(reason);
    this.status = status;
  }

  /** What the sender is told: {@code A900} or {@code C000}. */
  public DimseStatus status() {
    return status;
  }

  /** The reason, without patient data. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
