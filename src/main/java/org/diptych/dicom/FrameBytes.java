package org.diptych.dicom;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/**
 * The bytes of one frame as they lie in a Part 10 file, native or encapsulated (PS3.5 annex A.4).
 *
 * @param swapped whether bytes are swapped within words: OW of a big endian file
 */
record FrameBytes(
    PixelModule module,
    String transferSyntax,
    byte[] bytes,
    boolean encapsulated,
    boolean bigEndian,
    boolean swapped) {

  static FrameBytes read(Path file, int frame) throws IOException, UnreadablePixels {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        ImageInputStream in = new ImageInputStream(stream)) {
      Attributes attributes = in.readDataset(-1, Tag.PixelData);
      PixelModule module = PixelModule.of(attributes);
      if (in.tag() != Tag.PixelData) {
        throw new UnreadablePixels("the object has no Pixel Data (7FE0,0010)");
      }
      if (frame < 0 || frame >= module.frames()) {
        throw new UnreadablePixels("the object has " + module.frames() + " frames");
      }
      boolean encapsulated = in.length() == -1;
      byte[] bytes =
          encapsulated ? fragments(in, module, file, frame) : uncompressed(in, module, frame);
      return new FrameBytes(
          module,
          in.getTransferSyntax(),
          bytes,
          encapsulated,
          in.bigEndian(),
          in.bigEndian() && in.vr() == VR.OW);
    }
  }

  private static byte[] uncompressed(ImageInputStream in, PixelModule module, int frame)
      throws IOException, UnreadablePixels {
    long bits = module.samplesPerFrame() * module.bitsAllocated();
    if (module.isSubsampled()) {
      bits = bits * 2 / 3;
    }
    // Single bits are packed across frames (PS3.5 section 8.1.1).
    long from = bits * frame / 8;
    long to = (bits * (frame + 1) + 7) / 8;
    if (to > (in.length() & 0xFFFFFFFFL)) {
      throw new UnreadablePixels("Pixel Data is shorter than rows and columns say");
    }
    in.skipFully(from);
    // The last byte of an odd frame has its neighbour in the padding where words are swapped.
    long padded = Math.min(to + to % 2, in.length() & 0xFFFFFFFFL);
    byte[] bytes = new byte[Math.toIntExact(padded - from)];
    in.readFully(bytes);
    return bytes;
  }

  private record Fragment(long position, int length) {}

  private static byte[] fragments(ImageInputStream in, PixelModule module, Path file, int frame)
      throws IOException, UnreadablePixels {
    if (!in.readItemHeader()) {
      throw new UnreadablePixels("encapsulated Pixel Data has no items");
    }
    byte[] offsets = new byte[Math.min(in.length(), 1 << 24)];
    in.readFully(offsets);
    List<Fragment> fragments = new ArrayList<>();
    while (in.readItemHeader()) {
      fragments.add(new Fragment(in.getPosition(), in.length()));
      in.skipFully(in.length() & 0xFFFFFFFFL);
    }
    List<Fragment> wanted = ofFrame(fragments, module.frames(), frame, offsets);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
      for (Fragment fragment : wanted) {
        byte[] bytes = new byte[fragment.length()];
        source.seek(fragment.position());
        source.readFully(bytes);
        joined.write(bytes);
      }
    }
    return joined.toByteArray();
  }

  /** By the Basic Offset Table where there is one, else one fragment for each frame. */
  private static List<Fragment> ofFrame(
      List<Fragment> fragments, int frames, int frame, byte[] offsets) throws UnreadablePixels {
    if (frames == 1) {
      return fragments;
    }
    if (fragments.size() == frames) {
      return List.of(fragments.get(frame));
    }
    if (offsets.length != frames * 4 || fragments.isEmpty()) {
      throw new UnreadablePixels("frames cannot be told apart without a Basic Offset Table");
    }
    long first = fragments.get(0).position() - 8;
    long from = first + offset(offsets, frame);
    long to = frame + 1 < frames ? first + offset(offsets, frame + 1) : Long.MAX_VALUE;
    return fragments.stream()
        .filter(fragment -> fragment.position() - 8 >= from && fragment.position() - 8 < to)
        .toList();
  }

  private static long offset(byte[] table, int frame) {
    int at = frame * 4;
    return (table[at] & 0xFFL)
        | (table[at + 1] & 0xFFL) << 8
        | (table[at + 2] & 0xFFL) << 16
        | (table[at + 3] & 0xFFL) << 24;
  }
}
