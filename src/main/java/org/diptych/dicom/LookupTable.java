package org.diptych.dicom;

import java.io.IOException;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.jspecify.annotations.Nullable;

/** A LUT of LUT Descriptor (0028,3002) and LUT Data (0028,3006) (PS3.3 sections C.11.1, C.11.2). */
record LookupTable(int first, int bits, int[] data) {
  /**
   * Reads an item of a LUT sequence.
   *
   * @param signedInput whether the first value mapped may be negative (US or SS by what it maps)
   */
  static @Nullable LookupTable of(@Nullable Attributes item, boolean signedInput)
      throws UnreadablePixels {
    if (item == null || !item.containsValue(Tag.LUTDescriptor)) {
      return null;
    }
    return of(
        item.getInts(Tag.LUTDescriptor), bytes(item, Tag.LUTData), item.bigEndian(), signedInput);
  }

  static LookupTable of(int[] descriptor, byte[] bytes, boolean bigEndian, boolean signedInput)
      throws UnreadablePixels {
    if (descriptor.length < 3) {
      throw new UnreadablePixels("a LUT without descriptor");
    }
    int entries = (descriptor[0] & 0xFFFF) == 0 ? 0x10000 : descriptor[0] & 0xFFFF;
    int first = signedInput ? (short) descriptor[1] : descriptor[1] & 0xFFFF;
    int bits = descriptor[2] & 0xFFFF;
    boolean packed = bytes.length < entries * 2;
    if (bytes.length < entries || bits < 1 || bits > 16) {
      throw new UnreadablePixels("a LUT shorter than its descriptor says");
    }
    int[] data = new int[entries];
    for (int i = 0; i < entries; i++) {
      data[i] = packed ? bytes[i] & 0xFF : word(bytes, i * 2, bigEndian);
    }
    return new LookupTable(first, bits, data);
  }

  static byte[] bytes(Attributes item, int tag) throws UnreadablePixels {
    try {
      byte[] bytes = item.getBytes(tag);
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException e) {
      throw new UnreadablePixels("a LUT that does not read", e);
    }
  }

  static int word(byte[] bytes, int at, boolean bigEndian) {
    int low = bytes[bigEndian ? at + 1 : at] & 0xFF;
    int high = bytes[bigEndian ? at : at + 1] & 0xFF;
    return high << 8 | low;
  }

  /** What lies outside takes the first or last entry (PS3.3 section C.11.1.1). */
  int map(double value) {
    long index = Math.round(value) - first;
    return data[(int) Math.max(0, Math.min(data.length - 1, index))];
  }

  /** The largest value that an entry can have. */
  int largest() {
    return (1 << bits) - 1;
  }
}
