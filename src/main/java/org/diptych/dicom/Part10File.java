package org.diptych.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
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
      return new Part10File(
          path,
          new Uid(meta.getString(Tag.MediaStorageSOPClassUID, "")),
          new Uid(meta.getString(Tag.MediaStorageSOPInstanceUID, "")),
          new Uid(in.getTransferSyntax()),
          dataSetAt);
    } catch (RuntimeException e) {
      throw new IOException("not a Part 10 file", e);
    }
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
