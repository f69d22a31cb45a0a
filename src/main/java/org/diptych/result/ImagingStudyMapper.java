package org.diptych.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.diptych.fhir.validation.Canonical;
import org.diptych.journal.KeptInstance;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesInstanceComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.jspecify.annotations.Nullable;

/** The study with its series and instances, for a server that does not have it yet. */
final class ImagingStudyMapper {
  private static final String DICOM_UID = "urn:dicom:uid";
  private static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String URI_SYSTEM = "urn:ietf:rfc:3986";

  private final OrderMapper orders;
  private final StudyTime time;

  ImagingStudyMapper(OrderMapper orders, StudyTime time) {
    this.orders = orders;
    this.time = time;
  }

  /** FHIR R4 ImagingStudy section 10.6.5: the study instance UID as urn:oid in urn:dicom:uid. */
  static Identifier identifier(Uid study) {
    return new Identifier().setSystem(DICOM_UID).setValue(study.toUrn());
  }

  ImagingStudy study(org.diptych.study.ImagingStudy said, Reading reading, Slots slots) {
    ImagingStudy study = new ImagingStudy();
    study.getMeta().addProfile(Canonical.IMAGING_STUDY);
    study.addIdentifier(identifier(said.uid()));
    reading.accession().map(orders::accession).ifPresent(study::addIdentifier);
    study.setStatus(ImagingStudyStatus.AVAILABLE);
    study.setSubject(slots.subject());
    if (slots.order() != null) {
      study.addBasedOn(slots.order().reference());
    }
    if (said.started() != null) {
      study.setStartedElement(time.at(said.started()));
    }
    if (said.description() != null && !said.description().isBlank()) {
      study.setDescription(said.description());
    }
    Map<Uid, List<SopInstance>> series =
        reading.instances().stream()
            .map(KeptInstance::instance)
            .collect(
                Collectors.groupingBy(
                    SopInstance::series, LinkedHashMap::new, Collectors.toList()));
    modalities(said, reading).forEach(study::addModality);
    study.setNumberOfSeries(series.size());
    study.setNumberOfInstances(reading.instances().size());
    series.forEach((uid, instances) -> study.addSeries(series(uid, instances, said.modality())));
    return study;
  }

  private static List<Coding> modalities(org.diptych.study.ImagingStudy said, Reading reading) {
    List<String> ofInstances =
        reading.instances().stream()
            .map(kept -> kept.instance().modality())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (ofInstances.isEmpty() && said.modality() != null) {
      return List.of(modality(said.modality()));
    }
    return ofInstances.stream().map(ImagingStudyMapper::modality).toList();
  }

  private static ImagingStudySeriesComponent series(
      Uid uid, List<SopInstance> instances, @Nullable String ofStudy) {
    ImagingStudySeriesComponent series = new ImagingStudySeriesComponent();
    SopInstance first = instances.get(0);
    String modality = first.modality() == null ? ofStudy : first.modality();
    series.setUid(uid.value());
    // 1..1 in FHIR; OT is DICOM's own "Other" (PS3.3 section C.7.3.1.1.1).
    series.setModality(modality(modality == null ? "OT" : modality));
    series.setNumberOfInstances(instances.size());
    if (first.bodyPart() != null && !first.bodyPart().isBlank()) {
      series.setBodySite(BodySite.coding(first.bodyPart()));
    }
    instances.forEach(instance -> series.addInstance(instance(instance)));
    return series;
  }

  private static ImagingStudySeriesInstanceComponent instance(SopInstance instance) {
    ImagingStudySeriesInstanceComponent component =
        new ImagingStudySeriesInstanceComponent()
            .setUid(instance.uid().value())
            .setSopClass(new Coding().setSystem(URI_SYSTEM).setCode(instance.sopClass().toUrn()));
    if (instance.instanceNumber() != null && instance.instanceNumber() >= 0) {
      component.setNumber(instance.instanceNumber());
    }
    return component;
  }

  private static Coding modality(String code) {
    return new Coding().setSystem(DCM).setCode(code);
  }
}
