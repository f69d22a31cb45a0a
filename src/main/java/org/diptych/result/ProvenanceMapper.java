package org.diptych.result;

import java.util.List;
import org.diptych.journal.KeptReport;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;

/** Who wrote the results, when, and from what. */
final class ProvenanceMapper {
  private static final String PARTICIPANT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
  private static final String DATA_OPERATION =
      "http://terminology.hl7.org/CodeSystem/v3-DataOperation";

  /** Identifier system of a report version: a digest of its key, and the version. */
  private static final String SOURCE_REPORT = "urn:diptych:report";

  private ProvenanceMapper() {}

  static Provenance provenance(String id, Reading reading, Slots slots, List<Slot> written) {
    Provenance provenance = new Provenance();
    provenance.setId(id);
    AiTransparency.label(provenance);
    written.forEach(slot -> provenance.addTarget(slot.reference()));
    provenance.setRecordedElement(StudyTime.instant(reading.findings().readAt()));
    provenance.addReason(new CodeableConcept(AiTransparency.asserted()));
    provenance.setActivity(new CodeableConcept(new Coding(DATA_OPERATION, "CREATE", "create")));
    provenance
        .addAgent()
        .setType(new CodeableConcept(new Coding(PARTICIPANT, "author", "Author")))
        .addRole(AiTransparency.artificialIntelligence())
        .setWho(slots.device().reference());
    if (slots.study() != null) {
      source(provenance, slots.study().reference());
    }
    if (reading.report() != null) {
      source(provenance, report(reading.report()));
    }
    return provenance;
  }

  private static void source(Provenance provenance, Reference what) {
    provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(what);
  }

  /** The report by digest, version and message control ID: none leads to the patient. */
  private static Reference report(KeptReport kept) {
    Identifier identifier =
        new Identifier()
            .setSystem(SOURCE_REPORT)
            .setValue(ResultAddress.digest(kept.report().key()) + "/" + kept.version());
    return new Reference()
        .setType("DiagnosticReport")
        .setIdentifier(identifier)
        .setDisplay(
            "Report version "
                + kept.version()
                + ", OBR-25 "
                + kept.report().status().code()
                + ", message control ID "
                + kept.report().controlId());
  }
}
