package org.diptych.dicom;

import java.util.Arrays;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** PALETTE COLOR (PS3.3 section C.7.9): one table each for red, green and blue, 0..1. */
final class PaletteColour {
  private static final int[][] TAGS = {
    {
      Tag.RedPaletteColorLookupTableDescriptor,
      Tag.RedPaletteColorLookupTableData,
      Tag.SegmentedRedPaletteColorLookupTableData
    },
    {
      Tag.GreenPaletteColorLookupTableDescriptor,
      Tag.GreenPaletteColorLookupTableData,
      Tag.SegmentedGreenPaletteColorLookupTableData
    },
    {
      Tag.BluePaletteColorLookupTableDescriptor,
      Tag.BluePaletteColorLookupTableData,
      Tag.SegmentedBluePaletteColorLookupTableData
    }
  };

  private final int first;
  private final float[][] tables = new float[3][];

  PaletteColour(PixelModule module) throws UnreadablePixels {
    Attributes image = module.attributes();
    int mapped = 0;
    for (int channel = 0; channel < 3; channel++) {
      int[] tags = TAGS[channel];
      int[] descriptor = image.getInts(tags[0]);
      if (descriptor == null) {
        throw new UnreadablePixels("PALETTE COLOR without palette");
      }
      LookupTable table =
          image.containsValue(tags[2])
              ? segmented(descriptor, image, tags[2], module)
              : LookupTable.of(
                  descriptor,
                  LookupTable.bytes(image, tags[1]),
                  image.bigEndian(),
                  module.signed());
      tables[channel] = scaled(table);
      mapped = table.first();
    }
    this.first = mapped;
  }

  /** The colour of a stored value, 0..1. */
  void colour(int stored, float[] rgb) {
    for (int channel = 0; channel < 3; channel++) {
      float[] table = tables[channel];
      rgb[channel] = table[Math.max(0, Math.min(table.length - 1, stored - first))];
    }
  }

  /** Some write 8-bit entries into the high byte, or 8-bit colours under a 16-bit descriptor. */
  private static float[] scaled(LookupTable table) {
    int most = Arrays.stream(table.data()).max().orElse(0);
    float largest = table.largest();
    if (most > table.largest()) {
      largest = 65535;
    } else if (table.bits() == 16 && most <= 255) {
      largest = 255;
    }
    float[] scaled = new float[table.data().length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = table.data()[i] / largest;
    }
    return scaled;
  }

  /** Discrete and linear segments (PS3.3 section C.7.9.2). */
  private static LookupTable segmented(
      int[] descriptor, Attributes image, int tag, PixelModule module) throws UnreadablePixels {
    byte[] bytes = LookupTable.bytes(image, tag);
    int entries = (descriptor[0] & 0xFFFF) == 0 ? 0x10000 : descriptor[0] & 0xFFFF;
    int[] data = new int[entries];
    int written = 0;
    int at = 0;
    while (at + 4 <= bytes.length && written < entries) {
      int opcode = LookupTable.word(bytes, at, image.bigEndian());
      int length = LookupTable.word(bytes, at + 2, image.bigEndian());
      at += 4;
      int needed = opcode == 0 ? length : 1;
      if (opcode > 1 || at + needed * 2 > bytes.length) {
        throw new UnreadablePixels("a segmented palette of this kind is not supported");
      }
      int from = written == 0 ? 0 : data[written - 1];
      for (int i = 1; i <= length && written < entries; i++) {
        data[written++] =
            opcode == 0
                ? LookupTable.word(bytes, at + (i - 1) * 2, image.bigEndian())
                : from + (LookupTable.word(bytes, at, image.bigEndian()) - from) * i / length;
      }
      at += needed * 2;
    }
    int first = module.signed() ? (short) descriptor[1] : descriptor[1] & 0xFFFF;
    return new LookupTable(first, descriptor[2], data);
  }
}
