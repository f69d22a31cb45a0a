package org.diptych.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RLE Lossless (PS3.5 annex G): PackBits in one segment per byte of each sample. */
final class RleFrame {
  private static final int HEADER = 64;

  private RleFrame() {}

  static Samples decode(byte[] frame, PixelModule module) throws UnreadablePixels {
    if (frame.length < HEADER) {
      throw new UnreadablePixels("RLE frame without header");
    }
    ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    int bytesPerSample = module.bitsAllocated() / 8;
    int segments = header.getInt(0);
    if (bytesPerSample == 0 || segments != bytesPerSample * module.samplesPerPixel()) {
      throw new UnreadablePixels("RLE frame with " + segments + " segments");
    }
    int pixels = module.pixelsPerFrame();
    int perPixel = module.samplesPerPixel();
    int[] values = new int[pixels * perPixel];
    for (int segment = 0; segment < segments; segment++) {
      int from = header.getInt(4 + 4 * segment);
      int to = segment + 1 < segments ? header.getInt(8 + 4 * segment) : frame.length;
      byte[] plane = unpack(frame, from, to, pixels);
      int sample = segment / bytesPerSample;
      for (int pixel = 0; pixel < pixels; pixel++) {
        int at = pixel * perPixel + sample;
        values[at] = values[at] << 8 | plane[pixel] & 0xFF; // most significant byte first
      }
    }
    int shift = module.highBit() + 1 - module.bitsStored();
    for (int i = 0; i < values.length; i++) {
      values[i] = module.storedValue(values[i] >>> shift);
    }
    return new Samples(values, perPixel, module.photometric());
  }

  private static byte[] unpack(byte[] in, int from, int to, int size) throws UnreadablePixels {
    if (from < HEADER || to > in.length || from > to) {
      throw new UnreadablePixels("RLE segment outside its frame");
    }
    byte[] out = new byte[size];
    int read = from;
    int written = 0;
    while (written < size) {
      if (read >= to) {
        throw new UnreadablePixels("RLE segment ends too early");
      }
      int control = in[read++];
      if (control >= 0) {
        int length = Math.min(control + 1, size - written);
        if (read + length > to) {
          throw new UnreadablePixels("RLE segment ends too early");
        }
        System.arraycopy(in, read, out, written, length);
        read += control + 1;
        written += length;
      } else if (control != -128) {
        if (read >= to) {
          throw new UnreadablePixels("RLE segment ends too early");
        }
        byte repeated = in[read++];
        for (int i = 1 - control; i > 0 && written < size; i--) {
          out[written++] = repeated;
        }
      }
    }
    return out;
  }
}
