package org.diptych.dicom;

import java.nio.file.Path;

/**
 * What the peer said to one C-STORE.
 *
 * @param status Status (0000,0900), or 0x0122 when it accepted no presentation context for it
 */
public record StoreResponse(Path file, int status) {
  /** Whether the peer has it: success, or a warning of coerced or ignored elements (PS3.4, B.2). */
  public boolean isStored() {
    return status == DimseStatus.SUCCESS.code() || (status & 0xF000) == 0xB000;
  }

  /** Whether the same object may be taken later: out of resources or a processing failure. */
  public boolean isTransient() {
    return (status & 0xFF00) == 0xA700 || status == DimseStatus.PROCESSING_FAILURE.code();
  }
}
