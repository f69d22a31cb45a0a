package org.diptych.delivery;

/** The destination did not take the results for now; they wait and are sent again. */
public final class DestinationUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Carries no cause: what a server says may repeat patient data. */
  DestinationUnavailable(String destination, int status, String kind) {
    super(destination + " unavailable: " + kind + (status == 0 ? "" : " " + status));
    this.status = status;
  }

  /** The HTTP status, or 0 when there was no HTTP answer. */
  public int status() {
    return status;
  }
}
