package org.diptych.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Reads from the association and writes and digests every byte that went through. */
final class PassThrough extends InputStream {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final OutputStream out;
  private final MessageDigest digest;
  private long count;

  PassThrough(InputStream in, OutputStream out, MessageDigest digest) {
    this.in = in;
    this.out = out;
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read;
    try {
      read = in.read(bytes, offset, length);
    } catch (IOException e) {
      throw new AssociationLost(e);
    }
    if (read > 0) {
      out.write(bytes, offset, read);
      digest.update(bytes, offset, read);
      count += read;
    }
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(length, 0))];
    long skipped = 0;
    while (skipped < length) {
      int read = read(chunk, 0, (int) Math.min(chunk.length, length - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  /** Lets everything that is left go through. */
  void drain() throws IOException {
    byte[] chunk = new byte[CHUNK];
    while (read(chunk, 0, chunk.length) >= 0) {
      // read() has written it
    }
  }

  long count() {
    return count;
  }

  /** The association owns the stream; it stays open. */
  @Override
  public void close() {}
}
