package org.diptych.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.ZipException;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputHandler;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.diptych.study.Uid;

/**
 * Walks a data set to its end, keeping the attributes that index it and skipping the rest, so that
 * a truncated one is noticed without holding its pixels.
 */
final class HeaderScan implements ImageInputHandler {
  /** Deeper nesting than any IOD has; a bound on the stack, not a rule of the standard. */
  private static final int DEEPEST_LEVEL = 32;

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
  public void readValue(ImageInputStream in, Attributes into) throws IOException {
    if (in.level() > DEEPEST_LEVEL) {
      throw new IllegalStateException("nested too deeply");
    }
    int tag = in.tag();
    int length = in.length();
    boolean fragments = length == -1 && in.vr() != VR.SQ;
    boolean unwanted = in.level() == 0 && !WANTED.contains(tag);
    if (fragments) {
      skipFragments(in);
    } else if (length != -1 && (unwanted || in.vr() != VR.SQ && tooLong(length))) {
      in.skipFully(length & 0xFFFFFFFFL);
    } else {
      in.readValue(in, into);
      if (unwanted) {
        into.remove(tag);
      }
    }
    if (in.level() == 0 && isPixels(tag)) {
      pixelData = true;
    }
  }

  private static boolean tooLong(int length) {
    return Integer.compareUnsigned(length, LONGEST_VALUE) > 0;
  }

  private static boolean isPixels(int tag) {
    return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
  }

  /** Encapsulated pixel data (PS3.5 annex A.4): items up to the sequence delimitation item. */
  private static void skipFragments(ImageInputStream in) throws IOException {
    while (in.readItemHeader()) {
      in.skipFully(in.length() & 0xFFFFFFFFL);
    }
  }

  @Override
  public void readValue(ImageInputStream in, Sequence into) throws IOException {
    in.readValue(in, into);
  }

  @Override
  public void readValue(ImageInputStream in, Fragments into) throws IOException {
    in.readValue(in, into);
  }

  @Override
  public void startDataset(ImageInputStream in) {}

  @Override
  public void endDataset(ImageInputStream in) {}
}
