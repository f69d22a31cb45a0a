package org.diptych.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.diptych.dicom.StudyNotice.Kind;
import org.diptych.dicom.StudyNotice.StepState;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** Reads the data sets of procedure steps and availability notifications. */
final class NoticeReader {
  private final Attributes attributes;

  private NoticeReader(Attributes attributes) {
    this.attributes = attributes;
  }

  static StudyNotice read(Kind kind, Uid sopInstance, byte[] dataSet, String transferSyntax)
      throws UnreadableDataSet {
    try (ImageInputStream in =
        new ImageInputStream(new ByteArrayInputStream(dataSet), transferSyntax)) {
      return new NoticeReader(in.readDataset(-1, -1)).notice(kind, sopInstance);
    } catch (UnreadableDataSet e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableDataSet(DimseStatus.PROCESSING_FAILURE, "data set does not parse");
    }
  }

  private StudyNotice notice(Kind kind, Uid sopInstance) throws UnreadableDataSet {
    return switch (kind) {
      case STEP_BEGUN ->
          new StudyNotice(kind, sopInstance, scheduledStudies(), begun(), performed());
      case STEP_CHANGED -> new StudyNotice(kind, sopInstance, Set.of(), state(), performed());
      case AVAILABLE ->
          new StudyNotice(kind, sopInstance, Set.of(study(attributes)), null, available());
    };
  }

  /** A step begins in progress (PS3.4 table F.7.2-1). */
  private StepState begun() throws UnreadableDataSet {
    StepState state = state();
    if (state == null) {
      throw missing("Performed Procedure Step Status");
    }
    if (state != StepState.IN_PROGRESS) {
      throw invalid("a procedure step begins in progress");
    }
    return state;
  }

  private @Nullable StepState state() throws UnreadableDataSet {
    String status = attributes.getString(Tag.PerformedProcedureStepStatus);
    return status == null
        ? null
        : switch (status.strip()) {
          case "IN PROGRESS" -> StepState.IN_PROGRESS;
          case "COMPLETED" -> StepState.COMPLETED;
          case "DISCONTINUED" -> StepState.DISCONTINUED;
          default -> throw invalid("no Performed Procedure Step Status");
        };
  }

  /** Scheduled Step Attributes Sequence (0040,0270). */
  private Set<Uid> scheduledStudies() throws UnreadableDataSet {
    Sequence steps = attributes.getSequence(Tag.ScheduledStepAttributesSequence);
    if (steps == null || steps.isEmpty()) {
      throw missing("Scheduled Step Attributes Sequence");
    }
    Set<Uid> studies = new LinkedHashSet<>();
    for (Attributes step : steps) {
      studies.add(study(step));
    }
    return studies;
  }

  private static Uid study(Attributes from) throws UnreadableDataSet {
    String uid = from.getString(Tag.StudyInstanceUID);
    if (uid == null) {
      throw missing("Study Instance UID");
    }
    try {
      return new Uid(uid.strip());
    } catch (IllegalArgumentException e) {
      throw invalid("Study Instance UID is no UID");
    }
  }

  /** Performed Series Sequence (0040,0340): images and what is none, each counted once. */
  private @Nullable Integer performed() {
    Sequence series = attributes.getSequence(Tag.PerformedSeriesSequence);
    if (series == null || series.isEmpty()) {
      return null;
    }
    Set<String> instances = new HashSet<>();
    for (Attributes one : series) {
      add(one.getSequence(Tag.ReferencedImageSequence), instances);
      add(one.getSequence(Tag.ReferencedNonImageCompositeSOPInstanceSequence), instances);
    }
    return instances.size();
  }

  /** Referenced Series Sequence (0008,1115), PS3.4 table R.3.2-1. */
  private Integer available() throws UnreadableDataSet {
    Sequence series = attributes.getSequence(Tag.ReferencedSeriesSequence);
    if (series == null || series.isEmpty()) {
      throw missing("Referenced Series Sequence");
    }
    Set<String> instances = new HashSet<>();
    for (Attributes one : series) {
      add(one.getSequence(Tag.ReferencedSOPSequence), instances);
    }
    return instances.size();
  }

  /** What is known to be unavailable will not come (Instance Availability (0008,0056)). */
  private static void add(@Nullable Sequence references, Set<String> instances) {
    if (references == null) {
      return;
    }
    for (Attributes reference : references) {
      String uid = reference.getString(Tag.ReferencedSOPInstanceUID);
      if (uid != null && !"UNAVAILABLE".equals(reference.getString(Tag.InstanceAvailability))) {
        instances.add(uid);
      }
    }
  }

  private static UnreadableDataSet missing(String name) {
    return new UnreadableDataSet(DimseStatus.MISSING_ATTRIBUTE, name + " is missing");
  }

  private static UnreadableDataSet invalid(String reason) {
    return new UnreadableDataSet(DimseStatus.INVALID_ATTRIBUTE_VALUE, reason);
  }
}
