package org.diptych.dicom;

import java.io.IOException;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.Status;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Commands;
import org.aoju.bus.image.metric.ImageException;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.aoju.bus.image.metric.service.BasicCStoreSCP;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;

/** C-STORE as SCP (PS3.7 section 9.1.1, PS3.4 annex B): one request, one answer, whatever comes. */
final class StorageScp extends BasicCStoreSCP {
  private static final Logger LOG = Logger.getLogger(StorageScp.class);

  private final ObjectReceiver receiver;
  private final RunningStores running;

  StorageScp(ObjectReceiver receiver, RunningStores running) {
    super("*");
    this.receiver = receiver;
    this.running = running;
  }

  @Override
  public void onDimse(
      Association association,
      Presentation context,
      Dimse dimse,
      Attributes command,
      PDVInputStream data)
      throws IOException {
    if (dimse != Dimse.C_STORE_RQ || data == null) {
      throw new ImageException(Status.UnrecognizedOperation);
    }
    boolean begun = running.begin();
    try {
      DimseStatus status =
          begun ? receive(association, context, command, data) : DimseStatus.OUT_OF_RESOURCES;
      data.skipAll();
      Attributes response = Commands.mkCStoreRSP(command, status.code());
      response.setInt(Tag.Status, VR.US, status.code());
      association.tryWriteDimseRSP(context, response);
    } finally {
      if (begun) {
        running.end();
      }
    }
  }

  private DimseStatus receive(
      Association association, Presentation context, Attributes command, PDVInputStream data)
      throws IOException {
    String sopClass = command.getString(Tag.AffectedSOPClassUID, "");
    Presentation proposed = association.getAAssociateRQ().getPresentationContext(context.getPCID());
    if (!sopClass.equals(proposed.getAbstractSyntax())) {
      return DimseStatus.SOP_CLASS_NOT_SUPPORTED;
    }
    Uid sopInstance;
    try {
      sopInstance = new Uid(command.getString(Tag.AffectedSOPInstanceUID, ""));
    } catch (IllegalArgumentException e) {
      return DimseStatus.INVALID_SOP_INSTANCE;
    }
    WatchedInput bytes = new WatchedInput(data);
    DimseStatus status =
        offer(
            new ReceivedObject(
                new Uid(sopClass),
                sopInstance,
                new Uid(context.getTransferSyntax()),
                association.getCallingAET(),
                association.getCalledAET(),
                bytes));
    bytes.rethrowFailure();
    return status;
  }

  private DimseStatus offer(ReceivedObject object) {
    try {
      return receiver.receive(object);
    } catch (Exception e) {
      // Only the kind: a message may repeat what the data set says.
      LOG.errorf("receiving %s failed: %s", object.sopInstance(), e.getClass().getName());
      return DimseStatus.PROCESSING_FAILURE;
    }
  }
}
