package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.api.Constants;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A request whose body ends with 413 where it is too long, also when it is compressed. */
final class LimitedBody extends HttpServletRequestWrapper {
  private final int limit;
  private final boolean compressed;
  private @Nullable ServletInputStream body;

  LimitedBody(HttpServletRequest request, int limit) {
    super(request);
    this.limit = limit;
    this.compressed =
        Constants.ENCODING_GZIP.equalsIgnoreCase(
            String.valueOf(request.getHeader(Constants.HEADER_CONTENT_ENCODING)));
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream open = body;
    if (open == null) {
      InputStream raw = super.getInputStream();
      open = new Limited(compressed ? new GZIPInputStream(raw) : raw, limit);
      body = open;
    }
    return open;
  }

  /** It is unpacked here, so nobody after us shall do it again. */
  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public java.util.Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? java.util.Collections.emptyEnumeration() : super.getHeaders(name);
  }

  private boolean isHidden(String name) {
    return compressed && Constants.HEADER_CONTENT_ENCODING.equalsIgnoreCase(name);
  }

  private static final class Limited extends ServletInputStream {
    private final InputStream source;
    private long left;
    private boolean finished;

    Limited(InputStream source, long limit) {
      this.source = source;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int read = source.read();
      finished = read < 0;
      if (!finished) {
        count(1);
      }
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = source.read(buffer, offset, length);
      finished = read < 0;
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw Refusal.tooLarge("The request body is longer than this repository takes.");
      }
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("bodies are read as a stream");
    }
  }
}
