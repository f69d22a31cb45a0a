package org.diptych.fhir.repository;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Results of the shape that the engine writes, as many as one likes, small and each its own. */
final class ManyResults {
  static final String OURS = "urn:diptych:result";

  private ManyResults() {}

  static String report(int number) {
    return "report-" + number;
  }

  /** How many observations a result has. */
  static int observations(int number) {
    return 1 + number % 3;
  }

  static String observation(int number, int each) {
    return "observation-" + number + "-" + each;
  }

  /** Three results have one patient. */
  static String patient(int number) {
    return "P-" + number / 3;
  }

  static Bundle transaction(int number, int version) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    Patient patient = new Patient();
    patient.addIdentifier().setSystem("urn:test:patient").setValue(patient(number));
    Reference subject = create(bundle, patient, "urn:test:patient", patient(number));
    Device device = new Device();
    device.addIdentifier().setSystem("urn:diptych:model").setValue("chest-xr/1");
    Reference author = create(bundle, device, "urn:diptych:model", "chest-xr/1");

    List<Reference> observed =
        IntStream.range(0, observations(number))
            .mapToObj(each -> observation(bundle, number, each, subject))
            .toList();
    DiagnosticReport report = new DiagnosticReport();
    report.setStatus(DiagnosticReportStatus.PRELIMINARY).setSubject(subject);
    report.getCode().setText("Chest radiograph");
    report.addIdentifier(identifier(report(number)));
    report.setConclusion("version " + version);
    observed.forEach(report::addResult);
    Reference written = put(bundle, report, report(number));

    Provenance provenance = new Provenance();
    UUID id = UUID.nameUUIDFromBytes(("provenance" + number + "/" + version).getBytes());
    provenance.setId(id.toString());
    provenance.addTarget(written).addAgent().setWho(author);
    provenance.getRecordedElement().setValueAsString("2026-03-02T10:00:00Z");
    bundle
        .addEntry()
        .setFullUrl("urn:uuid:" + id)
        .setResource(provenance)
        .getRequest()
        .setMethod(HTTPVerb.PUT)
        .setUrl("Provenance/" + id);
    return bundle;
  }

  private static Reference observation(Bundle bundle, int number, int each, Reference subject) {
    Observation observation = new Observation();
    observation.setStatus(ObservationStatus.PRELIMINARY).setSubject(subject);
    observation.getCode().setText("Finding " + each);
    observation.addIdentifier(identifier(observation(number, each)));
    return put(bundle, observation, observation(number, each));
  }

  private static Identifier identifier(String value) {
    return new Identifier().setSystem(OURS).setValue(value);
  }

  private static Reference create(Bundle bundle, Resource resource, String system, String value) {
    String fullUrl = fullUrl(resource, value);
    bundle
        .addEntry()
        .setFullUrl(fullUrl)
        .setResource(resource)
        .getRequest()
        .setMethod(HTTPVerb.POST)
        .setUrl(resource.fhirType())
        .setIfNoneExist("identifier=" + escaped(system + "|" + value));
    return new Reference(fullUrl);
  }

  private static Reference put(Bundle bundle, Resource resource, String value) {
    resource
        .getMeta()
        .addSecurity(
            new Coding("http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "AIAST", null));
    String fullUrl = fullUrl(resource, value);
    bundle
        .addEntry()
        .setFullUrl(fullUrl)
        .setResource(resource)
        .getRequest()
        .setMethod(HTTPVerb.PUT)
        .setUrl(resource.fhirType() + "?identifier=" + escaped(OURS + "|" + value));
    return new Reference(fullUrl);
  }

  private static String escaped(String token) {
    return token.replace(":", "%3A").replace("|", "%7C").replace("/", "%2F");
  }

  private static String fullUrl(Resource resource, String value) {
    return "urn:uuid:" + UUID.nameUUIDFromBytes((resource.fhirType() + value).getBytes());
  }
}
