package org.diptych.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Reads frames of Part 10 files as a viewer would show them. */
public final class DisplayImageReader {
  private static final String RLE = "1.2.840.10008.1.2.5";

  /** JPEG, JPEG-LS and JPEG 2000 (PS3.6 table A-1): what the native codecs decode. */
  private static final Set<String> CODEC =
      Set.of(
          "1.2.840.10008.1.2.4.50",
          "1.2.840.10008.1.2.4.51",
          "1.2.840.10008.1.2.4.53",
          "1.2.840.10008.1.2.4.55",
          "1.2.840.10008.1.2.4.57",
          "1.2.840.10008.1.2.4.70",
          "1.2.840.10008.1.2.4.80",
          "1.2.840.10008.1.2.4.81",
          "1.2.840.10008.1.2.4.90",
          "1.2.840.10008.1.2.4.91");

  /** A reader; compressed pixels need {@link NativeCodecs#load} first. */
  public DisplayImageReader() {
    ToolkitLog.silence();
  }

  /**
   * Reads one frame, counted from 0.
   *
   * @throws UnreadablePixels when the object has no such frame or its pixels cannot be decoded
   */
  public DisplayImage read(Path part10, int frame) throws UnreadablePixels {
    try {
      FrameBytes bytes = FrameBytes.read(part10, frame);
      Samples samples = samples(bytes, frame);
      return bytes.module().isMonochrome() && samples.perPixel() == 1
          ? GreyDisplay.of(bytes.module(), samples, frame)
          : ColourDisplay.of(bytes.module(), samples);
    } catch (IOException e) {
      throw new UnreadablePixels("the file is truncated or does not read", e);
    } catch (RuntimeException e) {
      // The toolkit meets malformed files with unchecked exceptions of many kinds.
      throw new UnreadablePixels("the file does not parse", e);
    }
  }

  private static Samples samples(FrameBytes frame, int number) throws UnreadablePixels {
    if (!frame.encapsulated()) {
      return NativeSamples.of(frame, number);
    }
    if (frame.transferSyntax().equals(RLE)) {
      return RleFrame.decode(frame.bytes(), frame.module());
    }
    if (CODEC.contains(frame.transferSyntax())) {
      return CodecFrame.decode(frame);
    }
    throw new UnreadablePixels("transfer syntax " + frame.transferSyntax() + " cannot be decoded");
  }
}
