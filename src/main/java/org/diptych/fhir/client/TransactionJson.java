package org.diptych.fhir.client;

import ca.uhn.fhir.context.FhirContext;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Reference;

/** Transaction Bundles as they are kept: JSON whose references stay what they were. */
public final class TransactionJson {
  private TransactionJson() {}

  public static byte[] write(FhirContext context, Bundle transaction) {
    return context
        .newJsonParser()
        .encodeResourceToString(transaction)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #write} wrote. */
  public static Bundle read(FhirContext context, InputStream in) {
    Bundle transaction = context.newJsonParser().parseResource(Bundle.class, in);
    // The parser links each reference to the entry it names, and the encoder would write a linked
    // resource that has no id yet a second time, as a contained one.
    for (BundleEntryComponent entry : transaction.getEntry()) {
      context
          .newTerser()
          .getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class)
          .forEach(reference -> reference.setResource(null));
    }
    return transaction;
  }
}
