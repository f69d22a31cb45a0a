package org.diptych.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.diptych.study.AccessionNumber;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * Writes greyscale images as Computed Radiography or Ultrasound Image objects (PS3.3 annexes A.2
 * and A.6), Explicit VR Little Endian, in UTF-8.
 */
public final class DicomImageWriter {
  /** Computed Radiography Image Storage. */
  public static final Uid CR_IMAGE = new Uid("1.2.840.10008.5.1.4.1.1.1");

  /** Ultrasound Image Storage. */
  public static final Uid US_IMAGE = new Uid("1.2.840.10008.5.1.4.1.1.6.1");

  private static final Uid EXPLICIT_LITTLE_ENDIAN = new Uid(UID.ExplicitVRLittleEndian);
  private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter TM = DateTimeFormatter.ofPattern("HHmmss");

  private final @Nullable String attribution;

  /** A writer that notes where its images come from in each of them, or null for no note. */
  public DicomImageWriter(@Nullable String attribution) {
    ToolkitLog.silence();
    this.attribution = attribution;
  }

  /**
   * Writes one image of a study as a Part 10 file; the study's modality, CR or US, chooses the SOP
   * class.
   */
  public void write(
      ImagingStudy study,
      Uid series,
      Uid instance,
      @Nullable String view,
      GreyImage image,
      OutputStream out)
      throws IOException {
    Uid sopClass = sopClass(study);
    Attributes dataSet = new Attributes(64);
    dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
    dataSet.setString(Tag.SOPClassUID, VR.UI, sopClass.value());
    dataSet.setString(Tag.SOPInstanceUID, VR.UI, instance.value());
    writePatient(dataSet, study.patient());
    writeStudy(dataSet, study);
    writeSeries(dataSet, study, series, view);
    writeImage(dataSet, study, image);
    Attributes meta = FileMeta.of(sopClass, instance, EXPLICIT_LITTLE_ENDIAN);
    ImageOutputStream file = new ImageOutputStream(out, UID.ExplicitVRLittleEndian);
    file.writeDataset(meta, dataSet);
    file.flush();
  }

  private static Uid sopClass(ImagingStudy study) {
    if ("CR".equals(study.modality())) {
      return CR_IMAGE;
    }
    if ("US".equals(study.modality())) {
      return US_IMAGE;
    }
    throw new IllegalArgumentException("only CR and US images can be written");
  }

  private static void writePatient(Attributes to, @Nullable PatientIdentity patient) {
    to.setString(Tag.PatientName, VR.PN, patient == null ? null : patient.name());
    to.setString(Tag.PatientID, VR.LO, patient == null ? null : patient.id().value());
    if (patient != null && patient.id().issuer() != null) {
      to.setString(Tag.IssuerOfPatientID, VR.LO, patient.id().issuer());
    }
    LocalDate birth = patient == null ? null : patient.birthDate();
    to.setString(Tag.PatientBirthDate, VR.DA, birth == null ? null : DA.format(birth));
    to.setString(Tag.PatientSex, VR.CS, patient == null ? null : patient.sex());
  }

  private static void writeStudy(Attributes to, ImagingStudy study) {
    to.setString(Tag.StudyInstanceUID, VR.UI, study.uid().value());
    LocalDateTime started = study.started();
    to.setString(Tag.StudyDate, VR.DA, started == null ? null : DA.format(started));
    to.setString(Tag.StudyTime, VR.TM, started == null ? null : TM.format(started));
    to.setNull(Tag.ReferringPhysicianName, VR.PN);
    to.setNull(Tag.StudyID, VR.SH);
    if (study.description() != null) {
      to.setString(Tag.StudyDescription, VR.LO, study.description());
    }
    AccessionNumber accession = study.accession();
    to.setString(Tag.AccessionNumber, VR.SH, accession == null ? null : accession.value());
    if (accession != null && accession.issuer() != null) {
      Attributes issuer = new Attributes(1);
      issuer.setString(Tag.LocalNamespaceEntityID, VR.UT, accession.issuer());
      to.newSequence(Tag.IssuerOfAccessionNumberSequence, 1).add(issuer);
    }
  }

  private static void writeSeries(
      Attributes to, ImagingStudy study, Uid series, @Nullable String view) {
    to.setString(Tag.Modality, VR.CS, study.modality());
    to.setString(Tag.SeriesInstanceUID, VR.UI, series.value());
    to.setString(Tag.SeriesNumber, VR.IS, "1");
    to.setString(Tag.Manufacturer, VR.LO, "Diptych");
    to.setString(Tag.BodyPartExamined, VR.CS, study.bodyPart());
    if ("CR".equals(study.modality())) {
      to.setString(Tag.ViewPosition, VR.CS, view);
    }
  }

  private void writeImage(Attributes to, ImagingStudy study, GreyImage image) {
    to.setString(Tag.InstanceNumber, VR.IS, "1");
    to.setNull(Tag.PatientOrientation, VR.CS);
    to.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
    if (attribution != null) {
      to.setString(Tag.DerivationDescription, VR.ST, shortened(attribution, 1024));
      to.setString(Tag.ImageComments, VR.LT, shortened(attribution, 10240));
    }
    to.setInt(Tag.SamplesPerPixel, VR.US, 1);
    to.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    to.setInt(Tag.Rows, VR.US, image.height());
    to.setInt(Tag.Columns, VR.US, image.width());
    to.setInt(Tag.BitsAllocated, VR.US, 8);
    to.setInt(Tag.BitsStored, VR.US, 8);
    to.setInt(Tag.HighBit, VR.US, 7);
    to.setInt(Tag.PixelRepresentation, VR.US, 0);
    if ("CR".equals(study.modality())) {
      // Shows every grey value as it is (PS3.3 section C.11.2.1.2.1).
      to.setString(Tag.WindowCenter, VR.DS, "128");
      to.setString(Tag.WindowWidth, VR.DS, "256");
    }
    byte[] pixels = image.pixels();
    to.setBytes(Tag.PixelData, VR.OB, Arrays.copyOf(pixels, pixels.length + pixels.length % 2));
  }

  private static String shortened(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit);
  }
}
