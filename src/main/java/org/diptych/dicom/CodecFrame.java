package org.diptych.dicom;

import java.util.function.IntPredicate;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** Decodes JPEG, JPEG-LS and JPEG 2000 frames (PS3.5 annexes A.4.1 to A.4.4) natively. */
final class CodecFrame {
  private static final int SOF3_LOSSLESS = 0xC3;
  private static final int SOF55_JPEG_LS = 0xF7;

  private CodecFrame() {}

  static Samples decode(FrameBytes frame) throws UnreadablePixels {
    if (!NativeCodecs.isLoaded()) {
      throw new UnreadablePixels("no codec is loaded for compressed pixels");
    }
    PixelModule module = frame.module();
    boolean toRgb = convertsToRgb(frame);
    Mat encoded = new Mat(1, frame.bytes().length, CvType.CV_8UC1);
    Mat decoded = null;
    try {
      encoded.put(0, 0, frame.bytes());
      int flags =
          (module.signed() ? Imgcodecs.DICOM_FLAG_SIGNED : Imgcodecs.DICOM_FLAG_UNSIGNED)
              | (toRgb ? Imgcodecs.DICOM_FLAG_YBR : 0);
      decoded = Imgcodecs.dicomJpgMatRead(encoded, flags, Imgcodecs.IMREAD_UNCHANGED);
      if (decoded == null || decoded.empty()) {
        throw new UnreadablePixels("the codec gave no image");
      }
      return samples(decoded, frame, toRgb || isJpeg2000(frame.bytes()));
    } catch (RuntimeException e) {
      throw new UnreadablePixels("the codec refused the frame", e);
    } finally {
      encoded.release();
      if (decoded != null) {
        decoded.release();
      }
    }
  }

  private static Samples samples(Mat decoded, FrameBytes frame, boolean rgb)
      throws UnreadablePixels {
    PixelModule module = frame.module();
    int channels = decoded.channels();
    if (decoded.rows() != module.rows()
        || decoded.cols() != module.columns()
        || channels != module.samplesPerPixel()) {
      throw new UnreadablePixels("the compressed frame has another size than the object says");
    }
    int[] values = new int[decoded.rows() * decoded.cols() * channels];
    switch (CvType.depth(decoded.type())) {
      case CvType.CV_8U, CvType.CV_8S -> {
        byte[] bytes = new byte[values.length];
        decoded.get(0, 0, bytes);
        for (int i = 0; i < values.length; i++) {
          values[i] = module.storedValue(bytes[i] & 0xFF);
        }
      }
      case CvType.CV_16U, CvType.CV_16S -> {
        short[] words = new short[values.length];
        decoded.get(0, 0, words);
        for (int i = 0; i < values.length; i++) {
          values[i] = module.storedValue(words[i] & 0xFFFF);
        }
      }
      default -> throw new UnreadablePixels("the codec gave samples of an unexpected kind");
    }
    if (isJpegLsByComponent(frame.bytes())) {
      values = interleaved(values, channels);
    } else if (channels == 3) {
      swapFirstAndThird(values); // the codec gives blue first
    }
    boolean ybr = module.photometric().startsWith("YBR");
    return new Samples(values, channels, rgb && ybr ? "RGB" : module.photometric());
  }

  private static void swapFirstAndThird(int[] values) {
    for (int i = 0; i < values.length; i += 3) {
      int blue = values[i];
      values[i] = values[i + 2];
      values[i + 2] = blue;
    }
  }

  /** The codec leaves the planes of a JPEG-LS image with one scan per component as they are. */
  private static int[] interleaved(int[] planes, int perPixel) {
    int pixels = planes.length / perPixel;
    int[] values = new int[planes.length];
    for (int i = 0; i < values.length; i++) {
      values[i % pixels * perPixel + i / pixels] = planes[i];
    }
    return values;
  }

  /** Whether the first scan has one component only (ISO/IEC 14495-1 section C.2.3). */
  private static boolean isJpegLsByComponent(byte[] bytes) {
    int scan = marker(bytes, marker -> marker == 0xDA);
    return startOfFrame(bytes) == SOF55_JPEG_LS && scan >= 0 && bytes[scan + 4] == 1;
  }

  /** Lossy JPEG keeps luminance and chroma apart; the codec joins them where it is told to. */
  private static boolean convertsToRgb(FrameBytes frame) {
    byte[] bytes = frame.bytes();
    if (isJpeg2000(bytes) || !frame.module().photometric().startsWith("YBR")) {
      return false;
    }
    int marker = startOfFrame(bytes);
    return marker >= 0xC0 && marker < SOF3_LOSSLESS;
  }

  /** SOC, or the signature box of a JP2 file. */
  private static boolean isJpeg2000(byte[] bytes) {
    return bytes.length > 8
        && ((bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0x4F
            || bytes[4] == 'j' && bytes[5] == 'P');
  }

  /** The start-of-frame marker (ISO/IEC 10918-1 table B.1), or -1. */
  private static int startOfFrame(byte[] bytes) {
    int at =
        marker(
            bytes,
            marker ->
                marker == SOF55_JPEG_LS
                    || marker >= 0xC0
                        && marker <= 0xCF
                        && marker != 0xC4
                        && marker != 0xC8
                        && marker != 0xCC);
    return at < 0 ? -1 : bytes[at + 1] & 0xFF;
  }

  /** Where the first such marker segment begins that has room for its length, or -1. */
  private static int marker(byte[] bytes, IntPredicate wanted) {
    int at = 2;
    while (at + 5 <= bytes.length && (bytes[at] & 0xFF) == 0xFF) {
      int marker = bytes[at + 1] & 0xFF;
      if (wanted.test(marker)) {
        return at;
      }
      boolean fill = marker == 0xFF;
      at += fill ? 1 : 2 + ((bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF);
    }
    return -1;
  }
}
