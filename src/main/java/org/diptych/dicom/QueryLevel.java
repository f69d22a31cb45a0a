package org.diptych.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;

/** The levels of QIDO-RS with what can be matched and is returned at each (PS3.18 section 10.6). */
public enum QueryLevel {
  STUDY(
      List.of(
          AttributePath.of(Tag.StudyDate),
          AttributePath.of(Tag.StudyTime),
          AttributePath.of(Tag.AccessionNumber),
          AttributePath.of(Tag.ModalitiesInStudy),
          AttributePath.of(Tag.ReferringPhysicianName),
          AttributePath.of(Tag.PatientName),
          AttributePath.of(Tag.PatientID),
          AttributePath.of(Tag.StudyInstanceUID),
          AttributePath.of(Tag.StudyID),
          AttributePath.of(Tag.StudyDescription),
          AttributePath.of(Tag.PatientBirthDate),
          AttributePath.of(Tag.PatientSex)),
      List.of(
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.AccessionNumber,
          Tag.InstanceAvailability,
          Tag.ModalitiesInStudy,
          Tag.ReferringPhysicianName,
          Tag.TimezoneOffsetFromUTC,
          Tag.RetrieveURL,
          Tag.PatientName,
          Tag.PatientID,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.StudyInstanceUID,
          Tag.StudyID,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances),
      List.of(
          Tag.SOPClassesInStudy,
          Tag.IssuerOfAccessionNumberSequence,
          Tag.StudyDescription,
          Tag.IssuerOfPatientID,
          Tag.IssuerOfPatientIDQualifiersSequence,
          Tag.OtherPatientIDsSequence,
          Tag.PatientAge,
          Tag.PatientSize,
          Tag.PatientWeight,
          Tag.ProcedureCodeSequence)),
  SERIES(
      List.of(
          AttributePath.of(Tag.Modality),
          AttributePath.of(Tag.SeriesInstanceUID),
          AttributePath.of(Tag.SeriesNumber),
          AttributePath.of(Tag.PerformedProcedureStepStartDate),
          AttributePath.of(Tag.PerformedProcedureStepStartTime),
          AttributePath.of(Tag.RequestAttributesSequence, Tag.ScheduledProcedureStepID),
          AttributePath.of(Tag.RequestAttributesSequence, Tag.RequestedProcedureID),
          AttributePath.of(Tag.SeriesDescription),
          AttributePath.of(Tag.BodyPartExamined)),
      List.of(
          Tag.Modality,
          Tag.TimezoneOffsetFromUTC,
          Tag.SeriesDescription,
          Tag.RetrieveURL,
          Tag.SeriesInstanceUID,
          Tag.SeriesNumber,
          Tag.NumberOfSeriesRelatedInstances,
          Tag.PerformedProcedureStepStartDate,
          Tag.PerformedProcedureStepStartTime,
          Tag.RequestAttributesSequence),
      List.of(
          Tag.BodyPartExamined,
          Tag.Laterality,
          Tag.ProtocolName,
          Tag.Manufacturer,
          Tag.ManufacturerModelName,
          Tag.StationName,
          Tag.InstitutionName,
          Tag.SeriesDate,
          Tag.SeriesTime,
          Tag.PerformedProcedureStepID,
          Tag.PerformedProcedureStepDescription)),
  INSTANCE(
      List.of(
          AttributePath.of(Tag.SOPClassUID),
          AttributePath.of(Tag.SOPInstanceUID),
          AttributePath.of(Tag.InstanceNumber)),
      List.of(
          Tag.SOPClassUID,
          Tag.SOPInstanceUID,
          Tag.InstanceAvailability,
          Tag.TimezoneOffsetFromUTC,
          Tag.RetrieveURL,
          Tag.InstanceNumber,
          Tag.Rows,
          Tag.Columns,
          Tag.BitsAllocated,
          Tag.NumberOfFrames),
      List.of());

  private final List<AttributePath> keys;
  private final List<Integer> returned;
  private final List<Integer> onRequest;

  QueryLevel(List<AttributePath> keys, List<Integer> returned, List<Integer> onRequest) {
    this.keys = keys;
    this.returned = returned;
    this.onRequest = onRequest;
  }

  /** The level that the attribute is a matching key of, seen from this one up. */
  Optional<QueryLevel> of(AttributePath path) {
    List<QueryLevel> upwards = new ArrayList<>(List.of(values()).subList(0, ordinal() + 1));
    return upwards.stream().filter(level -> level.keys.contains(path)).findFirst();
  }

  /** What an answer has at the least; an attribute that the object lacks is there without value. */
  List<Integer> returned() {
    return returned;
  }

  /** What an answer has besides when it is asked for. */
  List<Integer> onRequest() {
    return onRequest;
  }
}
