package org.diptych.fhir.source;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.diptych.fhir.client.Authorization;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;

/** Opens the FHIR servers that are read from. */
@ApplicationScoped
public class SourceServers {
  private static final FhirVersions VERSIONS = new FhirVersions();

  private final FhirContext context;
  private final Clock clock;

  @Inject
  public SourceServers(FhirContext context, Clock clock) {
    this.context = context;
    this.clock = clock;
  }

  /**
   * A server to read from; it is not reached yet.
   *
   * @param name what the site calls it
   */
  public SourceServer open(
      String name, FhirServerSettings settings, Authorization authorization, SourceTerms terms) {
    FhirServer server = new FhirServer(context, settings, authorization, clock, VERSIONS);
    return new SourceServer(context, server, terms, name);
  }
}
