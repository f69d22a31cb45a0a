package org.diptych.result;

import java.time.Instant;
import java.util.List;
import org.diptych.fhir.validation.Canonical;
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
    Provenance provenance = by(id, reading.findings().readAt(), slots.device().reference());
    written.forEach(slot -> provenance.addTarget(slot.reference()));
    provenance.addReason(new CodeableConcept(AiTransparency.asserted()));
    provenance.getActivity().addCoding(operation("CREATE", "create"));
    if (slots.study() != null) {
      source(provenance, slots.study().reference());
    }
    if (reading.report() != null) {
      source(provenance, report(reading.report()));
    }
    if (slots.card() != null) {
      // What the author is: the result derives from it and not from its words.
      provenance
          .addEntity()
          .setRole(ProvenanceEntityRole.DERIVATION)
          .setWhat(slots.card().reference());
    }
    return provenance;
  }

  /** A Provenance whose author is the device. */
  static Provenance by(String id, Instant at, Reference device) {
    Provenance provenance = new Provenance();
    provenance.setId(id);
    AiTransparency.label(provenance, Canonical.PROVENANCE);
    provenance.setRecordedElement(StudyTime.instant(at));
    provenance
        .addAgent()
        .setType(new CodeableConcept(new Coding(PARTICIPANT, "author", "Author")))
        .addRole(AiTransparency.artificialIntelligence())
        .setWho(device);
    return provenance;
  }

  static Coding operation(String code, String display) {
    return new Coding(DATA_OPERATION, code, display);
  }

  private static void source(Provenance provenance, Reference what) {
    provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(what);
  }

  /** The report by digest, version and message control ID: none leads to the patient. */
  static Reference report(KeptReport kept) {
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
