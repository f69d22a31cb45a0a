package org.diptych.fhir.source;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;

/** Opens the FHIR servers that are read from. */
@ApplicationScoped
public class SourceServers {
  private final FhirContext context;

  @Inject
  public SourceServers(FhirContext context) {
    this.context = context;
  }

  /**
   * A server to read from; it is not reached yet.
   *
   * @param name what the site calls it
   */
  public SourceServer open(String name, FhirServerSettings settings, SourceTerms terms) {
    return new SourceServer(context, new FhirServer(context, settings), terms, name);
  }
}
