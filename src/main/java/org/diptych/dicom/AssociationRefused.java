package org.diptych.dicom;

import java.io.IOException;

/** The peer rejected the association (A-ASSOCIATE-RJ, PS3.8 section 9.3.4). */
public final class AssociationRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int result;
  private final int source;
  private final int reason;

  AssociationRefused(int result, int source, int reason) {
    super("association rejected: result " + result + ", source " + source + ", reason " + reason);
    this.result = result;
    this.source = source;
    this.reason = reason;
  }

  /** 1 rejected-permanent, 2 rejected-transient. */
  public int result() {
    return result;
  }

  /** 1 service-user, 2 service-provider (ACSE), 3 service-provider (presentation). */
  public int source() {
    return source;
  }

  /** PS3.8 table 9-21; of source 1: 3 calling, 7 called AE title not recognized. */
  public int reason() {
    return reason;
  }
}
