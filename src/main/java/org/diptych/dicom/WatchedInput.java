package org.diptych.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import org.aoju.bus.image.metric.PDVInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The data set's PDVs, remembering a transport failure: the association must see it even when the
 * receiver turned it into an answer, for only then does it abort.
 */
final class WatchedInput extends FilterInputStream {
  private @Nullable IOException failure;

  WatchedInput(PDVInputStream data) {
    super(data);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  void rethrowFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
