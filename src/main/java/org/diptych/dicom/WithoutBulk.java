package org.diptych.dicom;

import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/** Reads a data set and leaves out pixels and other values that are long. */
final class WithoutBulk extends SkippingHandler {
  private static final int LONGEST_VALUE = 1 << 14;

  @Override
  boolean skips(ImageInputStream in) {
    return in.vr() != VR.SQ && (isLonger(in.length(), LONGEST_VALUE) || isPixels(in.tag()));
  }
}
