package org.diptych.dicom;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.diptych.study.AccessionNumber;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** Reads the indexed attributes; what is malformed counts as absent, except the UIDs. */
final class HeaderReader {
  /** What the register holds of an Image Type; real ones are a tenth of it. */
  private static final int LONGEST_TYPE = 255;

  private final Attributes attributes;

  HeaderReader(Attributes attributes) {
    this.attributes = attributes;
  }

  InstanceHeader read(Uid transferSyntax) throws UnreadableDataSet {
    SopInstance instance =
        new SopInstance(
            uid(Tag.SOPInstanceUID, "SOP instance UID"),
            uid(Tag.SOPClassUID, "SOP class UID"),
            transferSyntax,
            uid(Tag.SeriesInstanceUID, "series instance UID"),
            uid(Tag.StudyInstanceUID, "study instance UID"),
            text(attributes, Tag.Modality),
            upperCase(text(attributes, Tag.BodyPartExamined)),
            upperCase(text(attributes, Tag.ViewPosition)),
            instanceNumber(),
            imageType(),
            attributes.getInt(Tag.Rows, 0),
            attributes.getInt(Tag.Columns, 0));
    ImagingStudy study =
        new ImagingStudy(
            instance.study(),
            accession(),
            patient(),
            instance.modality(),
            instance.bodyPart(),
            started(),
            text(attributes, Tag.StudyDescription),
            priority());
    return new InstanceHeader(instance, study);
  }

  private Uid uid(int tag, String name) throws UnreadableDataSet {
    String value = text(attributes, tag);
    if (value == null) {
      throw new UnreadableDataSet(DimseStatus.DATA_SET_DOES_NOT_MATCH, name + " is missing");
    }
    try {
      return new Uid(value);
    } catch (IllegalArgumentException e) {
      throw new UnreadableDataSet(DimseStatus.DATA_SET_DOES_NOT_MATCH, name + " is no UID");
    }
  }

  private @Nullable Integer instanceNumber() {
    String value = text(attributes, Tag.InstanceNumber);
    try {
      return value == null ? null : Integer.valueOf(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable AccessionNumber accession() {
    String value = text(attributes, Tag.AccessionNumber);
    if (value == null || value.length() > 16) {
      return null;
    }
    return new AccessionNumber(
        value, issuer(attributes.getNestedDataset(Tag.IssuerOfAccessionNumberSequence)));
  }

  private @Nullable PatientIdentity patient() {
    String id = text(attributes, Tag.PatientID);
    if (id == null || id.length() > 250) {
      return null;
    }
    String issuer = text(attributes, Tag.IssuerOfPatientID);
    if (issuer == null) {
      issuer = issuer(attributes.getNestedDataset(Tag.IssuerOfPatientIDQualifiersSequence));
    }
    return new PatientIdentity(new PatientId(id, issuer), name(), birthDate(), sex());
  }

  /** HL7v2 Hierarchic Designator Macro (PS3.3 section 10.14). */
  private static @Nullable String issuer(@Nullable Attributes designator) {
    if (designator == null) {
      return null;
    }
    String local = text(designator, Tag.LocalNamespaceEntityID);
    return local != null ? local : text(designator, Tag.UniversalEntityID);
  }

  /** The first component group that says something: alphabetic, else ideographic (PS3.5, 6.2.1). */
  private @Nullable String name() {
    String name = text(attributes, Tag.PatientName);
    if (name == null) {
      return null;
    }
    for (String group : name.split("=")) {
      String trimmed = group.strip().replaceAll("\\^+$", "");
      if (!trimmed.isEmpty()) {
        return trimmed;
      }
    }
    return null;
  }

  private @Nullable LocalDate birthDate() {
    return DicomDates.date(text(attributes, Tag.PatientBirthDate));
  }

  private @Nullable String sex() {
    String sex = text(attributes, Tag.PatientSex);
    return "M".equals(sex) || "F".equals(sex) || "O".equals(sex) ? sex : null;
  }

  private @Nullable LocalDateTime started() {
    LocalDate date = DicomDates.date(text(attributes, Tag.StudyDate));
    if (date == null) {
      return null;
    }
    LocalTime time = DicomDates.time(text(attributes, Tag.StudyTime));
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time);
  }

  /** Requested Procedure Priority (0040,1003): STAT, HIGH, ROUTINE, MEDIUM, LOW (PS3.3, C.4.11). */
  private Priority priority() {
    String priority = text(attributes, Tag.RequestedProcedurePriority);
    Attributes request = attributes.getNestedDataset(Tag.RequestAttributesSequence);
    if (priority == null && request != null) {
      priority = text(request, Tag.RequestedProcedurePriority);
    }
    if (priority == null) {
      return Priority.ROUTINE;
    }
    return switch (priority.toUpperCase(Locale.ROOT)) {
      case "STAT" -> Priority.STAT;
      case "HIGH" -> Priority.URGENT;
      default -> Priority.ROUTINE;
    };
  }

  private static @Nullable String upperCase(@Nullable String text) {
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  /** Image Type (0008,0008), whose values say where the pixels are from (PS3.3, C.7.6.1.1.2). */
  private @Nullable String imageType() {
    String[] values = attributes.getStrings(Tag.ImageType);
    if (values == null) {
      return null;
    }
    String type = String.join("\\", values).toUpperCase(Locale.ROOT).strip();
    return type.isEmpty() ? null : type.substring(0, Math.min(LONGEST_TYPE, type.length()));
  }

  private static @Nullable String text(Attributes from, int tag) {
    try {
      String value = from.getString(tag);
      return value == null || value.isBlank() ? null : value.strip();
    } catch (RuntimeException e) {
      return null; // an unknown character set, or a value of another kind than its VR
    }
  }
}
