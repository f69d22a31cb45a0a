package org.diptych.journal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Immutable objects under the data directory, named by the SHA-256 of their bytes. */
public final class ObjectStore {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final Path objects;
  private final Path incoming;

  /** Opens the store of a data directory; what a killed writer left behind is removed. */
  public ObjectStore(Path data) throws IOException {
    this.objects = Files.createDirectories(data.resolve("objects"));
    this.incoming = Files.createDirectories(data.resolve("incoming"));
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming, "*.part")) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  /** Writes an object; it is on the disk (file and directory synced) when this returns. */
  public String keep(Writer writer) throws IOException {
    Path file = Files.createTempFile(incoming, "object", ".part");
    try {
      String object = write(file, writer);
      Path directory = directory(object);
      Path place = directory.resolve(object);
      if (!Files.exists(place)) {
        create(directory);
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
      }
      // Also when another writer moved it there: its name may not be on the disk yet.
      sync(directory);
      return object;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String write(Path file, Writer writer) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16);
      writer.writeTo(new StayOpen(out));
      out.flush();
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  public InputStream open(String object) throws IOException {
    return Files.newInputStream(path(object));
  }

  /** The object's file, for readers that need random access. */
  public Path path(String object) throws IOException {
    Path place = place(object);
    if (!Files.isRegularFile(place)) {
      throw new NoSuchFileException(object);
    }
    return place;
  }

  /** Bytes that may still be written before the disk is full. */
  public long usableBytes() throws IOException {
    return Files.getFileStore(objects).getUsableSpace();
  }

  private Path place(String object) throws IOException {
    if (!KEY.matcher(object).matches()) {
      throw new NoSuchFileException("not the key of an object");
    }
    return directory(object).resolve(object);
  }

  private Path directory(String object) {
    return objects.resolve(object.substring(0, 2)).resolve(object.substring(2, 4));
  }

  /** A new directory is durable when the one above it is synced. */
  private void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Files.createDirectories(directory);
    sync(directory.resolveSibling("."));
    sync(objects);
  }

  private static void sync(Path directory) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return; // Directories cannot be opened there, and a rename is durable without.
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What keys of objects and messages are made with. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What writes an object. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writers that close their stream must not close the file before it is synced. */
  private static final class StayOpen extends FilterOutputStream {
    StayOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
