package org.diptych.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.diptych.study.Uid;

/**
 * What the File Meta Information of a file says, and where its data set begins (PS3.10 section 7).
 */
record Part10File(Path path, Uid sopClass, Uid sopInstance, Uid transferSyntax, long dataSetAt) {
  static Part10File of(Path path) throws IOException {
    ToolkitLog.silence();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
        ImageInputStream in = new ImageInputStream(bytes)) {
      Attributes meta = in.readFileMetaInformation();
      if (meta == null) {
        throw new IOException("not a Part 10 file: no File Meta Information");
      }
      // Reading a deflated file has moved past bytes the inflater holds; the group length has not.
      long dataSetAt = in.getPosition();
      Attributes head = head(in);
      return new Part10File(
          path,
          uid(Tag.SOPClassUID, head, Tag.MediaStorageSOPClassUID, meta),
          uid(Tag.SOPInstanceUID, head, Tag.MediaStorageSOPInstanceUID, meta),
          new Uid(in.getTransferSyntax()),
          dataSetAt);
    } catch (RuntimeException e) {
      throw new IOException("not a Part 10 file", e);
    }
  }

  /** The elements up to SOP Instance UID (0008,0018); no sequence comes before it. */
  private static Attributes head(ImageInputStream in) throws IOException {
    Attributes head = new Attributes(in.bigEndian(), 8);
    in.readHeader();
    while (Integer.compareUnsigned(in.tag(), Tag.SOPInstanceUID) <= 0 && in.length() >= 0) {
      byte[] value = in.readValue();
      if (in.tag() == Tag.SOPClassUID || in.tag() == Tag.SOPInstanceUID) {
        head.setBytes(in.tag(), VR.UI, value);
      }
      in.readHeader();
    }
    return head;
  }

  /** What the data set says counts: the receiver compares the command with it. */
  private static Uid uid(int tag, Attributes head, int metaTag, Attributes meta) {
    return new Uid(head.getString(tag, meta.getString(metaTag, "")));
  }

  /** The data set bytes as they lie in the file. */
  InputStream openDataSet() throws IOException {
    InputStream in = Files.newInputStream(path);
    try {
      in.skipNBytes(dataSetAt);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
