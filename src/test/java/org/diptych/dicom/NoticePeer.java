package org.diptych.dicom;

import java.io.IOException;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.DimseRSP;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;

/** A modality and an archive that tell of studies, each request over an association of its own. */
public final class NoticePeer {
  private static final String SYNTAX = UID.ExplicitVRLittleEndian;
  private final int port;

  public NoticePeer(int port) {
    this.port = port;
  }

  /** A DIMSE answer. */
  public record Answer(int status, int errorId) {}

  /** N-CREATE of a procedure step; null leaves an attribute out. */
  public Answer begin(String step, String study, String state) throws Exception {
    Attributes data = new Attributes();
    if (study != null) {
      Attributes scheduled = new Attributes();
      scheduled.setString(Tag.StudyInstanceUID, VR.UI, study);
      data.newSequence(Tag.ScheduledStepAttributesSequence, 1).add(scheduled);
    }
    return create(NoticeScp.PROCEDURE_STEP, step, with(data, state));
  }

  /** N-SET of a procedure step. */
  public Answer change(String step, String state, List<String> instances) throws Exception {
    Attributes data = new Attributes();
    if (!instances.isEmpty()) {
      data.newSequence(Tag.PerformedSeriesSequence, 1)
          .add(series(Tag.ReferencedImageSequence, instances, null));
    }
    return talk(
        NoticeScp.PROCEDURE_STEP,
        association -> association.nset(NoticeScp.PROCEDURE_STEP, step, with(data, state), SYNTAX));
  }

  /** N-CREATE of an availability notification. */
  public Answer available(String notice, String study, List<String> instances, String availability)
      throws Exception {
    Attributes data = new Attributes();
    data.setString(Tag.StudyInstanceUID, VR.UI, study);
    data.newSequence(Tag.ReferencedSeriesSequence, 1)
        .add(series(Tag.ReferencedSOPSequence, instances, availability));
    return create(NoticeScp.AVAILABILITY, notice, data);
  }

  private static Attributes with(Attributes data, String state) {
    if (state != null) {
      data.setString(Tag.PerformedProcedureStepStatus, VR.CS, state);
    }
    return data;
  }

  private static Attributes series(int tag, List<String> instances, String availability) {
    Attributes series = new Attributes();
    Sequence references = series.newSequence(tag, instances.size());
    for (String instance : instances) {
      Attributes reference = new Attributes();
      reference.setString(Tag.ReferencedSOPInstanceUID, VR.UI, instance);
      if (availability != null) {
        reference.setString(Tag.InstanceAvailability, VR.CS, availability);
      }
      references.add(reference);
    }
    return series;
  }

  private Answer create(String sopClass, String instance, Attributes data) throws Exception {
    return talk(sopClass, association -> association.ncreate(sopClass, instance, data, SYNTAX));
  }

  private interface Request {
    DimseRSP send(Association association) throws IOException, InterruptedException;
  }

  private Answer talk(String sopClass, Request request) throws Exception {
    AAssociateRQ rq = new AAssociateRQ();
    rq.setCallingAET("MODALITY");
    rq.setCalledAET("DIPTYCH");
    rq.addPresentationContext(new Presentation(1, sopClass, SYNTAX));
    try (OutgoingAssociation open = OutgoingAssociation.open("127.0.0.1", port, rq)) {
      DimseRSP response = request.send(open.association());
      response.next();
      Attributes command = response.getCommand();
      return new Answer(command.getInt(Tag.Status, -1), command.getInt(Tag.ErrorID, 0));
    }
  }
}
