package org.diptych.dicom;

import java.util.List;
import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.jspecify.annotations.Nullable;

/** The Image Pixel module of an object (PS3.3 section C.7.6.3), checked before pixels are read. */
record PixelModule(
    int rows,
    int columns,
    int samplesPerPixel,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    boolean planar,
    String photometric,
    int frames,
    Attributes attributes) {
  /** More samples in one frame than any modality makes; a bound on memory. */
  private static final long MOST_SAMPLES = 1L << 28;

  static PixelModule of(Attributes attributes) throws UnreadablePixels {
    int allocated = attributes.getInt(Tag.BitsAllocated, 0);
    int stored = attributes.getInt(Tag.BitsStored, allocated);
    String photometric = attributes.getString(Tag.PhotometricInterpretation, "");
    PixelModule module =
        new PixelModule(
            attributes.getInt(Tag.Rows, 0),
            attributes.getInt(Tag.Columns, 0),
            attributes.getInt(Tag.SamplesPerPixel, 1),
            allocated,
            stored,
            attributes.getInt(Tag.HighBit, stored - 1),
            attributes.getInt(Tag.PixelRepresentation, 0) == 1,
            attributes.getInt(Tag.PlanarConfiguration, 0) == 1,
            photometric.strip().toUpperCase(Locale.ROOT),
            Math.max(1, attributes.getInt(Tag.NumberOfFrames, 1)),
            attributes);
    module.check();
    return module;
  }

  private void check() throws UnreadablePixels {
    if (rows < 1 || columns < 1) {
      throw new UnreadablePixels("the object is no image");
    }
    if (samplesPerPixel != 1 && samplesPerPixel != 3) {
      throw new UnreadablePixels(samplesPerPixel + " samples per pixel are not supported");
    }
    if (!List.of(1, 8, 16, 32).contains(bitsAllocated)) {
      throw new UnreadablePixels(bitsAllocated + " bits allocated are not supported");
    }
    if (bitsStored < 1
        || bitsStored > bitsAllocated
        || highBit < bitsStored - 1
        || highBit >= bitsAllocated) {
      throw new UnreadablePixels("bits stored and high bit do not fit into bits allocated");
    }
    if (samplesPerFrame() > MOST_SAMPLES) {
      throw new UnreadablePixels("the frame is too large");
    }
  }

  long samplesPerFrame() {
    return (long) rows * columns * samplesPerPixel;
  }

  int pixelsPerFrame() {
    return rows * columns;
  }

  /** Two chroma samples for every two pixels (PS3.3 section C.7.6.3.1.2). */
  boolean isSubsampled() {
    return photometric.equals("YBR_FULL_422") || photometric.equals("YBR_PARTIAL_422");
  }

  boolean isMonochrome() {
    return photometric.equals("MONOCHROME1") || photometric.equals("MONOCHROME2");
  }

  /** The item of a functional group that holds for the frame (PS3.3 section C.7.6.16). */
  Attributes group(int sequence, int frame) {
    Attributes found = macro(attributes, Tag.PerFrameFunctionalGroupsSequence, frame, sequence);
    if (found == null) {
      found = macro(attributes, Tag.SharedFunctionalGroupsSequence, 0, sequence);
    }
    return found == null ? attributes : found;
  }

  private static @Nullable Attributes macro(Attributes image, int groups, int frame, int sequence) {
    Attributes group = image.getNestedDataset(groups, frame);
    return group == null ? null : group.getNestedDataset(sequence);
  }

  /** A stored value from the bits of one sample: cut to bits stored, sign extended. */
  int storedValue(int bits) {
    int unused = 32 - bitsStored;
    return signed ? bits << unused >> unused : bits << unused >>> unused;
  }
}
