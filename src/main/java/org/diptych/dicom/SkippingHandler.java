package org.diptych.dicom;

import java.io.IOException;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputHandler;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/** Reads a data set and skips values that need not be held, encapsulated pixels among them. */
abstract class SkippingHandler implements ImageInputHandler {
  /** Deeper nesting than any IOD has; a bound on the stack, not a rule of the standard. */
  private static final int DEEPEST_LEVEL = 32;

  /** Whether the attribute the stream stands at, of a known length, is skipped. */
  abstract boolean skips(ImageInputStream in);

  @Override
  public void readValue(ImageInputStream in, Attributes into) throws IOException {
    if (in.level() > DEEPEST_LEVEL) {
      throw new IllegalStateException("nested too deeply");
    }
    int length = in.length();
    if (length == -1 && in.vr() != VR.SQ) {
      skipFragments(in);
    } else if (length != -1 && skips(in)) {
      in.skipFully(length & 0xFFFFFFFFL);
    } else {
      in.readValue(in, into);
    }
  }

  static boolean isLonger(int length, int than) {
    return Integer.compareUnsigned(length, than) > 0;
  }

  static boolean isPixels(int tag) {
    return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
  }

  /** Encapsulated pixel data (PS3.5 annex A.4): items up to the sequence delimitation item. */
  private static void skipFragments(ImageInputStream in) throws IOException {
    while (in.readItemHeader()) {
      in.skipFully(in.length() & 0xFFFFFFFFL);
    }
  }

  @Override
  public void readValue(ImageInputStream in, Sequence into) throws IOException {
    in.readValue(in, into);
  }

  @Override
  public void readValue(ImageInputStream in, Fragments into) throws IOException {
    in.readValue(in, into);
  }

  @Override
  public void startDataset(ImageInputStream in) {}

  @Override
  public void endDataset(ImageInputStream in) {}
}
