package org.diptych.dicom;

import java.io.IOException;
import java.io.OutputStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.diptych.study.Uid;

/** File Meta Information of the files we write (PS3.10 section 7.1). */
final class FileMeta {
  /** Implementation Class UID (0002,0012), a UUID-derived UID (PS3.5 annex B.2). */
  static final String IMPLEMENTATION_CLASS_UID = "2.25.292255253972827704340903162449468484168";

  /** Implementation Version Name (0002,0013). */
  static final String IMPLEMENTATION_VERSION_NAME = "DIPTYCH";

  private FileMeta() {}

  static Attributes of(Uid sopClass, Uid sopInstance, Uid transferSyntax) {
    Attributes meta = new Attributes(6);
    meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
    meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, sopClass.value());
    meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, sopInstance.value());
    meta.setString(Tag.TransferSyntaxUID, VR.UI, transferSyntax.value());
    meta.setString(Tag.ImplementationClassUID, VR.UI, IMPLEMENTATION_CLASS_UID);
    meta.setString(Tag.ImplementationVersionName, VR.SH, IMPLEMENTATION_VERSION_NAME);
    return meta;
  }

  /** Writes preamble, prefix and group 0002; the stream stays open. */
  static void write(OutputStream out, Uid sopClass, Uid sopInstance, Uid transferSyntax)
      throws IOException {
    ImageOutputStream meta = new ImageOutputStream(out, UID.ExplicitVRLittleEndian);
    meta.writeFileMetaInformation(of(sopClass, sopInstance, transferSyntax));
    meta.flush();
  }
}
