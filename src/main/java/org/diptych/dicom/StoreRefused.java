package org.diptych.dicom;

import java.io.IOException;

/** The peer did not take an object: its C-STORE-RSP was neither success nor a warning. */
public final class StoreRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean tryAgain;

  public StoreRefused(StoreResponse response) {
    super(String.format("C-STORE refused with status %04X", response.status()));
    this.status = response.status();
    this.tryAgain = response.isTransient();
  }

  /** Status (0000,0900). */
  public int status() {
    return status;
  }

  /** Whether sending it again later can help. */
  public boolean isTransient() {
    return tryAgain;
  }
}
