package org.diptych.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.StrictErrorHandler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The FHIR R4 contexts: one forgives what peers send, one refuses what we are asked to keep. */
@Singleton
public class FhirR4 {
  /**
   * Reads what a peer sends even where it has elements that R4 does not know, and logs none of it.
   */
  @Produces
  @Singleton
  public static FhirContext lenient() {
    FhirContext context = keepingReferencesAsWritten();
    context.setParserErrorHandler(new LenientErrorHandler(false));
    return context;
  }

  /** Refuses unknown elements and invalid values: what is kept must be what was sent. */
  public static FhirContext strict() {
    FhirContext context = keepingReferencesAsWritten();
    context.setParserErrorHandler(new StrictErrorHandler());
    return context;
  }

  private static FhirContext keepingReferencesAsWritten() {
    FhirContext context = FhirContext.forR4();
    context
        .getParserOptions()
        .setStripVersionsFromReferences(false)
        .setOverrideResourceIdWithBundleEntryFullUrl(false);
    return context;
  }
}
