package org.diptych.dicom;

import java.io.IOException;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputHandler;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/** Reads a data set and leaves out pixels and other values that are long. */
final class WithoutBulk implements ImageInputHandler {
  private static final int DEEPEST_LEVEL = 32;
  private static final int LONGEST_VALUE = 1 << 14;

  @Override
  public void readValue(ImageInputStream in, Attributes into) throws IOException {
    if (in.level() > DEEPEST_LEVEL) {
      throw new IllegalStateException("nested too deeply");
    }
    int length = in.length();
    if (length == -1 && in.vr() != VR.SQ) {
      while (in.readItemHeader()) {
        in.skipFully(in.length() & 0xFFFFFFFFL);
      }
    } else if (length != -1 && in.vr() != VR.SQ && isBulk(in.tag(), length)) {
      in.skipFully(length & 0xFFFFFFFFL);
    } else {
      in.readValue(in, into);
    }
  }

  private static boolean isBulk(int tag, int length) {
    return Integer.compareUnsigned(length, LONGEST_VALUE) > 0
        || tag == Tag.PixelData
        || tag == Tag.FloatPixelData
        || tag == Tag.DoubleFloatPixelData;
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
