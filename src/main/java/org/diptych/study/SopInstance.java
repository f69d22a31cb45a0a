package org.diptych.study;

import org.jspecify.annotations.Nullable;

/**
 * One DICOM object as intake indexes it.
 *
 * @param imageType (0008,0008), its values separated by {@code \\}, or null
 * @param rows (0028,0010), 0 when the object is no image
 * @param columns (0028,0011), 0 when the object is no image
 */
public record SopInstance(
    Uid uid,
    Uid sopClass,
    Uid transferSyntax,
    Uid series,
    Uid study,
    @Nullable String modality,
    @Nullable String bodyPart,
    @Nullable String viewPosition,
    @Nullable Integer instanceNumber,
    @Nullable String imageType,
    int rows,
    int columns) {
  /** Whether there are pixels to read. */
  public boolean isImage() {
    return rows > 0 && columns > 0;
  }
}
