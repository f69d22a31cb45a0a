package org.diptych.dicom;

import java.util.Arrays;
import java.util.Optional;

/** The DIMSE statuses we answer or understand: PS3.7 annex C, and PS3.4 table B.2-1 for C-STORE. */
public enum DimseStatus {
  /** PS3.7 annex C.1.1. */
  SUCCESS(0x0000),
  /** PS3.7 annex C.5.11: an attribute has a value that it may not have. */
  INVALID_ATTRIBUTE_VALUE(0x0106),
  /** PS3.7 annex C.5.19: our failure, nothing was kept. */
  PROCESSING_FAILURE(0x0110),
  /** PS3.7 annex C.5.6: the SOP instance UID is taken by other content. */
  DUPLICATE_SOP_INSTANCE(0x0111),
  /** PS3.7 annex C.5.18: nothing is known under the SOP instance UID. */
  NO_SUCH_SOP_INSTANCE(0x0112),
  /** PS3.7 annex C.5.9: the SOP instance UID is no UID. */
  INVALID_SOP_INSTANCE(0x0117),
  /** PS3.7 annex C.5.14: a required attribute is missing. */
  MISSING_ATTRIBUTE(0x0120),
  /** PS3.7 annex C.5.25: not the SOP class of the presentation context. */
  SOP_CLASS_NOT_SUPPORTED(0x0122),
  /** PS3.7 annex C.5.26: no operation of this SOP class. */
  UNRECOGNIZED_OPERATION(0x0211),
  /** PS3.7 annex C.5.22: more than we take. */
  RESOURCE_LIMITATION(0x0213),
  /** PS3.4 table F.7.2-2: 0110 with Error ID A710, the procedure step has ended. */
  MAY_NO_LONGER_BE_UPDATED(0x0110, 0xA710),
  /** PS3.4 table B.2-1: refused, out of resources; the same may succeed later. */
  OUT_OF_RESOURCES(0xA700),
  /** PS3.4 table B.2-1: data set does not match SOP class or the command. */
  DATA_SET_DOES_NOT_MATCH(0xA900),
  /** PS3.4 table B.2-1: cannot understand. */
  CANNOT_UNDERSTAND(0xC000);

  private final int code;
  private final int errorId;

  DimseStatus(int code) {
    this(code, 0);
  }

  DimseStatus(int code, int errorId) {
    this.code = code;
    this.errorId = errorId;
  }

  /** Error ID (0000,0903), where the standard gives one. */
  Optional<Integer> errorId() {
    return errorId == 0 ? Optional.empty() : Optional.of(errorId);
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
