package org.diptych.result;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;

/**
 * Says why results became {@code entered-in-error}: a Provenance beside the withdrawn resources.
 *
 * @param reason in our own words, without patient data
 */
record Retraction(String reason, Instant at) {

  /** Adds the Provenance of everything the transaction withdraws. */
  void explain(Bundle earlier, Bundle now) {
    List<BundleEntryComponent> withdrawn =
        now.getEntry().stream().filter(Superseded::isResult).toList();
    if (withdrawn.isEmpty()) {
      return;
    }
    carry(earlier, now, DocumentReference.class);
    carry(earlier, now, Device.class);
    String device =
        now.getEntry().stream()
            .filter(entry -> entry.getResource() instanceof Device)
            .map(BundleEntryComponent::getFullUrl)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("results without a Device"));
    String first = withdrawn.get(0).getRequest().getUrl();
    UUID id =
        UUID.nameUUIDFromBytes(
            ("Provenance/withdrawn/" + first + "/" + at).getBytes(StandardCharsets.UTF_8));
    Provenance provenance = ProvenanceMapper.by(id.toString(), at, new Reference(device));
    provenance.getActivity().addCoding(ProvenanceMapper.operation("NULLIFY", "nullify"));
    provenance.addReason(new CodeableConcept().setText(reason));
    withdrawn.forEach(
        entry ->
            provenance.addTarget(
                new Reference(entry.getFullUrl()).setType(entry.getResource().fhirType())));
    now.addEntry(Slot.of("Provenance", id).put(provenance));
  }

  /** What the author needs, unless the transaction has it. */
  private static void carry(Bundle earlier, Bundle now, Class<?> type) {
    earlier.getEntry().stream()
        .filter(entry -> type.isInstance(entry.getResource()))
        .filter(
            entry ->
                now.getEntry().stream()
                    .noneMatch(there -> there.getFullUrl().equals(entry.getFullUrl())))
        .forEach(now::addEntry);
  }
}
