package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;
import org.jspecify.annotations.Nullable;

/** The FHIR server that results go to: the configured one, else the embedded repository. */
@ApplicationScoped
public class FhirDestination {
  private final FhirContext context;
  private final FhirDestinationConfig config;
  private final Supplier<URI> embedded;
  private @Nullable FhirServer server;

  @Inject
  public FhirDestination(FhirContext context, FhirDestinationConfig config) {
    this(context, config, EmbeddedRepository::base);
  }

  FhirDestination(FhirContext context, FhirDestinationConfig config, Supplier<URI> embedded) {
    this.context = context;
    this.config = config;
    this.embedded = embedded;
  }

  /** The server, connected to anew when the embedded one has moved to another port. */
  synchronized FhirServer server() {
    URI base = config.url().orElseGet(embedded);
    FhirServer known = server;
    if (known != null && known.base().equals(base)) {
      return known;
    }
    // The credentials are for the configured server only.
    Optional<String> authorization = config.url().flatMap(url -> config.authorization());
    FhirServerSettings settings =
        new FhirServerSettings(
            base, authorization.orElse(null), config.connectTimeout(), config.responseTimeout());
    FhirServer fresh = new FhirServer(context, settings);
    server = fresh;
    return fresh;
  }

  /** What may be created there that is the hospital's, unless the server is our own. */
  Set<HospitalResource> mayCreate() {
    return config.url().isEmpty()
        ? Set.of(HospitalResource.values())
        : config.create().orElse(Set.of());
  }
}
