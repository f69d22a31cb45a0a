package org.diptych.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.diptych.study.Uid;

/** Builds tiny images whose shown values can be computed by hand. */
final class PixelObject {
  private final Attributes image = new Attributes();
  private String syntax = UID.ExplicitVRLittleEndian;

  private PixelObject(int columns, int rows, int allocated, int stored, String photometric) {
    image.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.7");
    image.setString(Tag.SOPInstanceUID, VR.UI, "2.25.9");
    image.setInt(Tag.SamplesPerPixel, VR.US, 1);
    image.setString(Tag.PhotometricInterpretation, VR.CS, photometric);
    image.setInt(Tag.Rows, VR.US, rows);
    image.setInt(Tag.Columns, VR.US, columns);
    image.setInt(Tag.BitsAllocated, VR.US, allocated);
    image.setInt(Tag.BitsStored, VR.US, stored);
    image.setInt(Tag.HighBit, VR.US, stored - 1);
    image.setInt(Tag.PixelRepresentation, VR.US, 0);
  }

  static PixelObject grey8(int... pixels) {
    return new PixelObject(pixels.length, 1, 8, 8, "MONOCHROME2").bytes(pixels);
  }

  static PixelObject grey16(int stored, int... pixels) {
    return new PixelObject(pixels.length, 1, 16, stored, "MONOCHROME2").words(pixels);
  }

  static PixelObject colour(String photometric, int pixels, int... samples) {
    PixelObject object = new PixelObject(pixels, 1, 8, 8, photometric);
    object.image.setInt(Tag.SamplesPerPixel, VR.US, 3);
    object.image.setInt(Tag.PlanarConfiguration, VR.US, 0);
    return object.bytes(samples);
  }

  PixelObject with(Consumer<Attributes> change) {
    change.accept(image);
    return this;
  }

  PixelObject window(String center, String width) {
    image.setString(Tag.WindowCenter, VR.DS, center);
    image.setString(Tag.WindowWidth, VR.DS, width);
    return this;
  }

  PixelObject signed() {
    image.setInt(Tag.PixelRepresentation, VR.US, 1);
    return this;
  }

  PixelObject in(String transferSyntax) {
    syntax = transferSyntax;
    return this;
  }

  PixelObject encapsulated(String transferSyntax, byte[]... frames) {
    Fragments fragments = new Fragments(VR.OB, false, frames.length + 1);
    fragments.add(new byte[0]);
    for (byte[] frame : frames) {
      fragments.add(frame);
    }
    image.setValue(Tag.PixelData, VR.OB, fragments);
    syntax = transferSyntax;
    return this;
  }

  private PixelObject bytes(int... values) {
    byte[] bytes = new byte[values.length + values.length % 2];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    image.setBytes(Tag.PixelData, VR.OB, bytes);
    return this;
  }

  private PixelObject words(int... values) {
    image.setBytes(Tag.PixelData, VR.OW, littleEndian(values));
    return this;
  }

  static byte[] littleEndian(int... values) {
    ByteBuffer words = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      words.putShort((short) value);
    }
    return words.array();
  }

  static Attributes lut(int first, int bits, int... entries) {
    Attributes item = new Attributes();
    item.setInt(Tag.LUTDescriptor, VR.US, entries.length, first, bits);
    item.setBytes(Tag.LUTData, VR.OW, littleEndian(entries));
    return item;
  }

  Path write(Path file) throws IOException {
    Attributes meta =
        FileMeta.of(new Uid("1.2.840.10008.5.1.4.1.1.7"), new Uid("2.25.9"), new Uid(syntax));
    try (ImageOutputStream out =
        new ImageOutputStream(Files.newOutputStream(file), UID.ExplicitVRLittleEndian)) {
      out.writeDataset(meta, image);
    }
    return file;
  }
}
