package org.diptych.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.ZipException;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.diptych.study.Uid;

/**
 * Walks a data set to its end, keeping the attributes that index it and skipping the rest, so that
 * a truncated one is noticed without holding its pixels.
 */
final class HeaderScan extends SkippingHandler {
  private static final int LONGEST_VALUE = 1 << 16;

  private static final Set<Integer> WANTED =
      Set.of(
          Tag.SpecificCharacterSet,
          Tag.ImageType,
          Tag.SOPClassUID,
          Tag.SOPInstanceUID,
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.AccessionNumber,
          Tag.IssuerOfAccessionNumberSequence,
          Tag.Modality,
          Tag.StudyDescription,
          Tag.PatientName,
          Tag.PatientID,
          Tag.IssuerOfPatientID,
          Tag.IssuerOfPatientIDQualifiersSequence,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.BodyPartExamined,
          Tag.ViewPosition,
          Tag.StudyInstanceUID,
          Tag.SeriesInstanceUID,
          Tag.InstanceNumber,
          Tag.Rows,
          Tag.Columns,
          Tag.RequestAttributesSequence,
          Tag.RequestedProcedurePriority);

  private boolean pixelData;
  private final Attributes attributes;

  private HeaderScan(ImageInputStream in) throws IOException {
    in.setImageInputHandler(this);
    this.attributes = walk(in);
  }

  /** Scans the data set; refuses a truncated one with the reason. */
  static HeaderScan of(InputStream bytes, Uid transferSyntax) throws IOException {
    ToolkitLog.silence();
    try {
      return new HeaderScan(new ImageInputStream(bytes, transferSyntax.value()));
    } catch (EOFException e) {
      throw new UnreadableDataSet(DimseStatus.CANNOT_UNDERSTAND, "data set is truncated");
    } catch (ZipException e) {
      throw new UnreadableDataSet(DimseStatus.CANNOT_UNDERSTAND, "data set does not inflate");
    } catch (RuntimeException e) {
      // The toolkit meets malformed bytes with unchecked exceptions of many kinds.
      throw new UnreadableDataSet(DimseStatus.CANNOT_UNDERSTAND, "data set does not parse");
    }
  }

  /** What the data set says; refuses one without the UIDs that PS3.3 requires of every IOD. */
  InstanceHeader header(Uid transferSyntax) throws UnreadableDataSet {
    return new HeaderReader(attributes).read(transferSyntax);
  }

  private Attributes walk(ImageInputStream in) throws IOException {
    Attributes kept = new Attributes(in.bigEndian(), 32);
    try {
      in.readAttributes(kept, -1, -1);
    } catch (EOFException e) {
      // What follows the pixels is padding and signatures; their damage does not lose the image.
      if (!pixelData) {
        throw e;
      }
    }
    return kept;
  }

  @Override
  boolean skips(ImageInputStream in) {
    return isUnwanted(in) || in.vr() != VR.SQ && isLonger(in.length(), LONGEST_VALUE);
  }

  @Override
  public void readValue(ImageInputStream in, Attributes into) throws IOException {
    int tag = in.tag();
    boolean unwanted = isUnwanted(in);
    boolean pixels = in.level() == 0 && isPixels(tag);
    super.readValue(in, into);
    if (unwanted) {
      // A sequence of unknown length cannot be skipped without being read.
      into.remove(tag);
    }
    pixelData |= pixels;
  }

  private static boolean isUnwanted(ImageInputStream in) {
    return in.level() == 0 && !WANTED.contains(in.tag());
  }
}
