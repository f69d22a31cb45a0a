package org.diptych.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends at its limit, and knows that it did. */
final class LimitedInput extends FilterInputStream {
  private long left;
  private boolean over;

  LimitedInput(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  /** Whether there was more than the limit. */
  boolean isOver() {
    return over;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      over = over || super.read() >= 0;
      return -1;
    }
    int read = super.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(read, 0);
    return read;
  }
}
