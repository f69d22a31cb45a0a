package org.diptych.dicom;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.aoju.bus.image.metric.DimseRSP;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.diptych.study.AccessionNumber;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.SopInstance;

/** A modality that stores objects without pixels, each over an association of its own. */
public final class StorePeer {
  private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final DateTimeFormatter TM = DateTimeFormatter.ofPattern("HHmmss");

  private final int port;

  public StorePeer(int port) {
    this.port = port;
  }

  /** C-STORE of an object that says this of itself and its study; returns the DIMSE status. */
  public int store(SopInstance instance, ImagingStudy study) throws Exception {
    String sopClass = instance.sopClass().value();
    String syntax = instance.transferSyntax().value();
    AAssociateRQ request = new AAssociateRQ();
    request.setCallingAET("MODALITY");
    request.setCalledAET("DIPTYCH");
    request.addPresentationContext(new Presentation(1, sopClass, syntax));
    Attributes data = dataSet(instance, study);
    try (OutgoingAssociation open = OutgoingAssociation.open("127.0.0.1", port, request)) {
      DimseRSP response =
          open.association()
              .cstore(
                  sopClass,
                  instance.uid().value(),
                  0,
                  (out, negotiated) ->
                      new ImageOutputStream(out, negotiated).writeDataset(null, data),
                  syntax);
      response.next();
      return response.getCommand().getInt(Tag.Status, -1);
    }
  }

  private static Attributes dataSet(SopInstance instance, ImagingStudy study) {
    Attributes data = new Attributes();
    data.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
    data.setString(Tag.SOPClassUID, VR.UI, instance.sopClass().value());
    data.setString(Tag.SOPInstanceUID, VR.UI, instance.uid().value());
    data.setString(Tag.SeriesInstanceUID, VR.UI, instance.series().value());
    data.setString(Tag.StudyInstanceUID, VR.UI, instance.study().value());
    set(data, Tag.Modality, VR.CS, instance.modality());
    set(data, Tag.BodyPartExamined, VR.CS, instance.bodyPart());
    set(data, Tag.ViewPosition, VR.CS, instance.viewPosition());
    set(data, Tag.ImageType, VR.CS, instance.imageType());
    if (instance.instanceNumber() != null) {
      data.setInt(Tag.InstanceNumber, VR.IS, instance.instanceNumber());
    }
    data.setInt(Tag.Rows, VR.US, instance.rows());
    data.setInt(Tag.Columns, VR.US, instance.columns());
    describe(data, study);
    return data;
  }

  private static void describe(Attributes data, ImagingStudy study) {
    set(data, Tag.StudyDescription, VR.LO, study.description());
    LocalDateTime started = study.started();
    if (started != null) {
      data.setString(Tag.StudyDate, VR.DA, DA.format(started));
      data.setString(Tag.StudyTime, VR.TM, TM.format(started));
    }
    AccessionNumber accession = study.accession();
    if (accession != null) {
      data.setString(Tag.AccessionNumber, VR.SH, accession.value());
      if (accession.issuer() != null) {
        Attributes issuer = new Attributes();
        issuer.setString(Tag.LocalNamespaceEntityID, VR.UT, accession.issuer());
        data.newSequence(Tag.IssuerOfAccessionNumberSequence, 1).add(issuer);
      }
    }
    PatientIdentity patient = study.patient();
    if (patient != null) {
      data.setString(Tag.PatientID, VR.LO, patient.id().value());
      set(data, Tag.IssuerOfPatientID, VR.LO, patient.id().issuer());
      set(data, Tag.PatientName, VR.PN, patient.name());
      set(data, Tag.PatientSex, VR.CS, patient.sex());
      if (patient.birthDate() != null) {
        data.setString(Tag.PatientBirthDate, VR.DA, DA.format(patient.birthDate()));
      }
    }
    if (study.priority() != Priority.ROUTINE) {
      String words = study.priority() == Priority.STAT ? "STAT" : "HIGH";
      data.setString(Tag.RequestedProcedurePriority, VR.SH, words);
    }
  }

  private static void set(Attributes data, int tag, VR vr, String value) {
    if (value != null) {
      data.setString(tag, vr, value);
    }
  }
}
