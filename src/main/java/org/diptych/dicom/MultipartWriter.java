package org.diptych.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files as the parts of a multipart/related body (RFC 2046 section 5.1.1). */
public final class MultipartWriter {
  private final OutputStream out;
  private final String boundary;

  /**
   * @param boundary occurs in none of the files; at most 70 letters, digits and hyphens
   */
  public MultipartWriter(OutputStream out, String boundary) {
    this.out = out;
    this.boundary = boundary;
  }

  /** The media type of the body (PS3.18 section 8.6.1.2). */
  public static String mediaType(String partType, String boundary) {
    return "multipart/related; type=\"" + partType + "\"; boundary=" + boundary;
  }

  /** One file, byte for byte. */
  public void part(String mediaType, Path file) throws IOException {
    write("\r\n--" + boundary + "\r\nContent-Type: " + mediaType + "\r\n\r\n");
    Files.copy(file, out);
  }

  /** The closing delimiter, without which the body is not whole. */
  public void end() throws IOException {
    write("\r\n--" + boundary + "--\r\n");
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
