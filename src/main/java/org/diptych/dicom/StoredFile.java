package org.diptych.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.diptych.study.Uid;

/** A Part 10 file that comes as the body of a request (PS3.10 section 7.1). */
public final class StoredFile {
  private static final int PREAMBLE = 128;

  /** Preamble, prefix, and the element (0002,0000) with its length. */
  private static final int HEAD = PREAMBLE + 4 + 12;

  private static final int LONGEST_META = 1 << 16;

  private StoredFile() {}

  /**
   * The object of the file, as if an association had brought it. Reads the File Meta Information
   * only; the rest is read when the object is written.
   *
   * @param sender the name it is kept under as its calling AE title
   * @throws UnreadableDataSet when it is no Part 10 file
   */
  public static ReceivedObject of(InputStream file, String sender, String receiver)
      throws IOException {
    ToolkitLog.silence();
    byte[] head = file.readNBytes(HEAD);
    if (head.length < HEAD || !isPart10(head)) {
      throw unreadable("it is no DICOM file (PS3.10 section 7.1)");
    }
    int length =
        head[HEAD - 4] & 0xFF
            | (head[HEAD - 3] & 0xFF) << 8
            | (head[HEAD - 2] & 0xFF) << 16
            | (head[HEAD - 1] & 0xFF) << 24;
    if (length < 0 || length > LONGEST_META) {
      throw unreadable("the File Meta Information is too long");
    }
    byte[] group = file.readNBytes(length);
    if (group.length < length) {
      throw unreadable("the File Meta Information is truncated");
    }
    Attributes meta = meta(head, group);
    return new ReceivedObject(
        uid(meta, Tag.MediaStorageSOPClassUID),
        uid(meta, Tag.MediaStorageSOPInstanceUID),
        uid(meta, Tag.TransferSyntaxUID),
        sender,
        receiver,
        file);
  }

  private static boolean isPart10(byte[] head) {
    byte[] expected = {'D', 'I', 'C', 'M', 2, 0, 0, 0, 'U', 'L', 4, 0};
    return Arrays.equals(head, PREAMBLE, PREAMBLE + expected.length, expected, 0, expected.length);
  }

  private static Attributes meta(byte[] head, byte[] group) throws IOException {
    try (ImageInputStream in =
        new ImageInputStream(
            new SequenceInputStream(
                new ByteArrayInputStream(head), new ByteArrayInputStream(group)))) {
      return in.readFileMetaInformation();
    } catch (IOException | RuntimeException e) {
      throw unreadable("the File Meta Information does not parse");
    }
  }

  private static Uid uid(Attributes meta, int tag) throws UnreadableDataSet {
    try {
      return new Uid(meta.getString(tag, ""));
    } catch (IllegalArgumentException e) {
      throw unreadable("the File Meta Information lacks a UID");
    }
  }

  private static UnreadableDataSet unreadable(String reason) {
    return new UnreadableDataSet(DimseStatus.CANNOT_UNDERSTAND, reason);
  }
}
