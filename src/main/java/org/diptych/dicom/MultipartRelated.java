package org.diptych.dicom;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parts of a multipart/related body one after another (RFC 2046 section 5.1.1). */
public final class MultipartRelated {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70}))",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_HEADER = 8192;

  private final PushbackInputStream in;
  private final byte[] delimiter;
  private boolean begun;
  private boolean ended;

  private MultipartRelated(InputStream body, String boundary) {
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.in = new PushbackInputStream(new BufferedInputStream(body, 1 << 16), delimiter.length + 2);
  }

  /** The body under its media type; empty when that is another or has no boundary. */
  public static Optional<MultipartRelated> of(String mediaType, InputStream body) {
    Matcher boundary = BOUNDARY.matcher(mediaType);
    String type = mediaType.split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase("multipart/related") || !boundary.find()) {
      return Optional.empty();
    }
    String value = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    return Optional.of(new MultipartRelated(body, value));
  }

  /**
   * The next part's bytes without its header fields; the part before must be read to its end. Empty
   * after the closing delimiter.
   *
   * @throws BrokenMultipart when the body is not what its media type says
   */
  public Optional<InputStream> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    if (preamble()) {
      ended = true;
      return Optional.empty();
    }
    skipHeader();
    return Optional.of(new Part());
  }

  /** Moves behind the next delimiter; answers whether it was the closing one. */
  private boolean preamble() throws IOException {
    if (!begun) {
      begun = true;
      // The first delimiter may stand at the very beginning, where no line break precedes it.
      in.unread(new byte[] {'\r', '\n'});
      try (Part skipped = new Part()) {
        skipped.transferTo(OutputStream.nullOutputStream());
      }
    }
    int first = require(in.read());
    int second = require(in.read());
    if (first == '-' && second == '-') {
      return true;
    }
    while (!(first == '\r' && second == '\n')) {
      if (first != ' ' && first != '\t') {
        throw new BrokenMultipart("a delimiter is followed by something else");
      }
      first = second;
      second = require(in.read());
    }
    return false;
  }

  /** Header fields up to the empty line. */
  private void skipHeader() throws IOException {
    int lineLength = 0;
    for (int read = 0; read < LONGEST_HEADER; read++) {
      int next = require(in.read());
      if (next == '\n' && lineLength == 0) {
        return;
      }
      lineLength = next == '\n' ? 0 : next == '\r' ? lineLength : lineLength + 1;
    }
    throw new BrokenMultipart("the header of a part is too long");
  }

  private static int require(int read) throws BrokenMultipart {
    if (read < 0) {
      throw new BrokenMultipart("the body ends before its closing delimiter");
    }
    return read;
  }

  /** The body is not what its media type says. */
  public static final class BrokenMultipart extends EOFException {
    private static final long serialVersionUID = 1L;

    BrokenMultipart(String reason) {
      super(reason);
    }
  }

  /** Up to the next delimiter, which is consumed. */
  private final class Part extends InputStream {
    private boolean over;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = 0;
      while (read < length && !over) {
        int next = in.read();
        if (next == delimiter[0] && isDelimiter()) {
          over = true;
        } else {
          bytes[offset + read++] = (byte) require(next);
        }
      }
      return read == 0 && length > 0 ? -1 : read;
    }

    /** Whether what follows the first byte is the rest of a delimiter; puts it back if not. */
    private boolean isDelimiter() throws IOException {
      byte[] rest = in.readNBytes(delimiter.length - 1);
      boolean same =
          rest.length == delimiter.length - 1
              && Arrays.equals(rest, 0, rest.length, delimiter, 1, delimiter.length);
      if (!same) {
        in.unread(rest);
      }
      return same;
    }
  }
}
