package org.diptych.dicom;

import java.util.Arrays;
import java.util.Optional;

/** The DIMSE statuses we answer or understand: PS3.7 annex C, and PS3.4 table B.2-1 for C-STORE. */
public enum DimseStatus {
  /** PS3.7 annex C.1.1. */
  SUCCESS(0x0000),
  /** PS3.7 annex C.5.19: our failure, nothing was kept. */
  PROCESSING_FAILURE(0x0110),
  /** PS3.7 annex C.5.6: the SOP instance UID is taken by other content. */
  DUPLICATE_SOP_INSTANCE(0x0111),
  /** PS3.7 annex C.5.9: the SOP instance UID is no UID. */
  INVALID_SOP_INSTANCE(0x0117),
  /** PS3.7 annex C.5.25: not the SOP class of the presentation context. */
  SOP_CLASS_NOT_SUPPORTED(0x0122),
  /** PS3.4 table B.2-1: refused, out of resources; the same may succeed later. */
  OUT_OF_RESOURCES(0xA700),
  /** PS3.4 table B.2-1: data set does not match SOP class or the command. */
  DATA_SET_DOES_NOT_MATCH(0xA900),
  /** PS3.4 table B.2-1: cannot understand. */
  CANNOT_UNDERSTAND(0xC000);

  private final int code;

  DimseStatus(int code) {
    this.code = code;
  }

  /** The wire value of Status (0000,0900). */
  public int code() {
    return code;
  }

  /** The status of a wire value, empty when it is none of ours. */
  public static Optional<DimseStatus> of(int code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
  }
}
