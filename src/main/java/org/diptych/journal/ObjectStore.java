package org.diptych.journal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Immutable objects under the data directory, named by the SHA-256 of their bytes. */
public final class ObjectStore {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private static final String REMOVED = ".removed";

  private final Path objects;
  private final Path incoming;
  private final FileStore disk;

  /** Opens the store of a data directory; what a killed writer left behind is removed. */
  public ObjectStore(Path data) throws IOException {
    this.objects = Files.createDirectories(data.resolve("objects"));
    this.incoming = Files.createDirectories(data.resolve("incoming"));
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming, "*.part")) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
    this.disk = Files.getFileStore(objects);
    putBack();
  }

  /** What was set aside when the engine ended: nobody looked then whether it was written again. */
  private void putBack() throws IOException {
    try (DirectoryStream<Path> aside = Files.newDirectoryStream(incoming, "*" + REMOVED)) {
      for (Path each : aside) {
        String name = each.getFileName().toString();
        Path place = place(name.substring(0, name.length() - REMOVED.length()));
        Files.createDirectories(place.getParent());
        Files.move(each, place, StandardCopyOption.ATOMIC_MOVE);
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
      if (!renewed(place)) {
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

  /** Whether the object is there already; it then counts as new, so that nobody removes it. */
  private static boolean renewed(Path place) throws IOException {
    try {
      Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException absent) {
      return false;
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
    return disk.getUsableSpace();
  }

  /** The first two letters of the objects that there are. */
  List<String> prefixes() throws IOException {
    try (Stream<Path> directories = Files.list(objects)) {
      return directories.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  /** Objects of the prefix that nobody wrote or wrote again since. */
  List<String> olderThan(String prefix, Instant since) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(objects.resolve(prefix))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (isOlder(file, since)) {
          found.add(file.getFileName().toString());
        }
      }
    }
    return found;
  }

  private static boolean isOlder(Path file, Instant since) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(since);
  }

  /**
   * Removes an object unless somebody wrote it again meanwhile: it is set aside first and put back
   * if its time has changed, for a writer that found it has renewed it.
   */
  boolean remove(String object, Instant olderThan) throws IOException {
    Path place = place(object);
    Path aside = incoming.resolve(object + REMOVED);
    Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
    if (!isOlder(aside, olderThan)) {
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
      return false;
    }
    Files.delete(aside);
    return true;
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
