package org.diptych.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** Immutable objects under the data directory, named by the SHA-256 of their bytes. */
public final class ObjectStore {
  /** Writes an object; it is on the disk (file and directory synced) when this returns. */
  public String keep(Writer writer) throws IOException {
    throw new UnsupportedOperationException();
  }

  public InputStream open(String object) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The object's file, for readers that need random access. */
  public Path path(String object) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Bytes that may still be written before the disk is full. */
  public long usableBytes() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What writes an object. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }
}
