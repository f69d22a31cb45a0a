package org.diptych.dicom;

/** Unpacks uncompressed frames (PS3.5 section 8.1.1, PS3.3 section C.7.6.3.1). */
final class NativeSamples {
  private NativeSamples() {}

  static Samples of(FrameBytes frame, int frameNumber) throws UnreadablePixels {
    PixelModule module = frame.module();
    if (module.isSubsampled()) {
      return subsampled(frame);
    }
    int count = Math.toIntExact(module.samplesPerFrame());
    int[] values = new int[count];
    int perPixel = module.samplesPerPixel();
    int pixels = module.pixelsPerFrame();
    int firstBit =
        (int) (module.samplesPerFrame() * frameNumber * module.bitsAllocated() % 8); // 1 bit only
    for (int i = 0; i < count; i++) {
      int raw = raw(frame, i, firstBit);
      int shift = module.highBit() + 1 - module.bitsStored();
      int at = module.planar() && perPixel > 1 ? i % pixels * perPixel + i / pixels : i;
      values[at] = module.storedValue(raw >>> shift);
    }
    return new Samples(values, perPixel, module.photometric());
  }

  private static int raw(FrameBytes frame, int sample, int firstBit) {
    byte[] bytes = frame.bytes();
    switch (frame.module().bitsAllocated()) {
      case 1 -> {
        int bit = firstBit + sample;
        return bytes[bit >> 3] >> (bit & 7) & 1;
      }
      case 8 -> {
        return bytes[byteIndex(frame, sample)] & 0xFF;
      }
      case 16 -> {
        int at = sample * 2;
        int low = bytes[frame.bigEndian() ? at + 1 : at] & 0xFF;
        int high = bytes[frame.bigEndian() ? at : at + 1] & 0xFF;
        return high << 8 | low;
      }
      default -> {
        int value = 0;
        for (int i = 0; i < 4; i++) {
          int at = sample * 4 + (frame.bigEndian() ? i : 3 - i);
          value = value << 8 | bytes[at] & 0xFF;
        }
        return value;
      }
    }
  }

  private static int byteIndex(FrameBytes frame, int index) {
    int at = frame.swapped() ? index ^ 1 : index;
    return at < frame.bytes().length ? at : index;
  }

  /** Two luminance samples, then the chroma they share: Y1 Y2 Cb Cr. */
  private static Samples subsampled(FrameBytes frame) throws UnreadablePixels {
    PixelModule module = frame.module();
    if (module.bitsAllocated() != 8 || module.columns() % 2 != 0) {
      throw new UnreadablePixels("subsampled chroma of this layout is not supported");
    }
    int pixels = module.pixelsPerFrame();
    int[] values = new int[pixels * 3];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int pair = pixel / 2 * 4;
      values[pixel * 3] = frame.bytes()[byteIndex(frame, pair + pixel % 2)] & 0xFF;
      values[pixel * 3 + 1] = frame.bytes()[byteIndex(frame, pair + 2)] & 0xFF;
      values[pixel * 3 + 2] = frame.bytes()[byteIndex(frame, pair + 3)] & 0xFF;
    }
    return new Samples(values, 3, module.photometric());
  }
}
