package org.diptych.dicom;

import java.io.IOException;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Commands;
import org.aoju.bus.image.metric.ImageException;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.aoju.bus.image.metric.service.AbstractService;
import org.diptych.dicom.StudyNotice.Kind;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** N-CREATE and N-SET as SCP of procedure steps and availability notifications (PS3.7, 10.1). */
final class NoticeScp extends AbstractService {
  /** Modality Performed Procedure Step, PS3.4 annex F. */
  static final String PROCEDURE_STEP = "1.2.840.10008.3.1.2.3.3";

  /** Instance Availability Notification, PS3.4 annex R. */
  static final String AVAILABILITY = "1.2.840.10008.5.1.4.33";

  /** A list of some ten thousand instances; a bound on memory, not a rule of the standard. */
  private static final int LONGEST_DATA_SET = 8 << 20;

  private static final Logger LOG = Logger.getLogger(NoticeScp.class);

  private final StudyNotice.Receiver receiver;
  private final RunningStores running;

  NoticeScp(StudyNotice.Receiver receiver, RunningStores running) {
    super(PROCEDURE_STEP, AVAILABILITY);
    this.receiver = receiver;
    this.running = running;
  }

  static boolean isNotice(String sopClass) {
    return sopClass.equals(PROCEDURE_STEP) || sopClass.equals(AVAILABILITY);
  }

  @Override
  public void onDimse(
      Association association,
      Presentation context,
      Dimse dimse,
      Attributes command,
      PDVInputStream data)
      throws IOException {
    Kind kind = kind(dimse, command);
    if (kind == null) {
      throw new ImageException(DimseStatus.UNRECOGNIZED_OPERATION.code());
    }
    boolean begun = running.begin();
    try {
      DimseStatus status =
          begun ? receive(kind, context, command, data) : DimseStatus.PROCESSING_FAILURE;
      if (data != null) {
        data.skipAll();
      }
      Attributes response =
          kind == Kind.STEP_CHANGED
              ? Commands.mkNSetRSP(command, status.code())
              : Commands.mkNCreateRSP(command, status.code());
      status.errorId().ifPresent(id -> response.setInt(Tag.ErrorID, VR.US, id));
      association.tryWriteDimseRSP(context, response);
    } finally {
      if (begun) {
        running.end();
      }
    }
  }

  @Override
  protected void onDimse(
      Association association,
      Presentation context,
      Dimse dimse,
      Attributes command,
      Attributes data)
      throws IOException {
    throw new ImageException(DimseStatus.UNRECOGNIZED_OPERATION.code());
  }

  private static @Nullable Kind kind(Dimse dimse, Attributes command) {
    boolean step =
        PROCEDURE_STEP.equals(
            command.getString(
                dimse == Dimse.N_SET_RQ ? Tag.RequestedSOPClassUID : Tag.AffectedSOPClassUID));
    return switch (dimse) {
      case N_CREATE_RQ -> step ? Kind.STEP_BEGUN : Kind.AVAILABLE;
      case N_SET_RQ -> step ? Kind.STEP_CHANGED : null;
      default -> null;
    };
  }

  private DimseStatus receive(
      Kind kind, Presentation context, Attributes command, @Nullable PDVInputStream data)
      throws IOException {
    Uid sopInstance;
    try {
      int tag =
          kind == Kind.STEP_CHANGED ? Tag.RequestedSOPInstanceUID : Tag.AffectedSOPInstanceUID;
      sopInstance = new Uid(command.getString(tag, ""));
    } catch (IllegalArgumentException e) {
      return DimseStatus.INVALID_SOP_INSTANCE;
    }
    if (data == null) {
      return DimseStatus.MISSING_ATTRIBUTE;
    }
    byte[] dataSet = data.readNBytes(LONGEST_DATA_SET);
    if (dataSet.length == LONGEST_DATA_SET) {
      return DimseStatus.RESOURCE_LIMITATION;
    }
    try {
      return receiver.receive(
          NoticeReader.read(kind, sopInstance, dataSet, context.getTransferSyntax()));
    } catch (UnreadableDataSet e) {
      LOG.warnf("notice refused sop=%s: %s", sopInstance, e.reason());
      return e.status();
    } catch (Exception e) {
      // Only the kind: a message may repeat what the data set says.
      LOG.errorf("receiving %s failed: %s", sopInstance, e.getClass().getName());
      return DimseStatus.PROCESSING_FAILURE;
    }
  }
}
