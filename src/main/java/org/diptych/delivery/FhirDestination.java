package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.diptych.fhir.client.Authorization;
import org.diptych.fhir.client.BackendServices;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;
import org.jspecify.annotations.Nullable;

/** The FHIR server that results go to: the configured one, else the embedded repository. */
@ApplicationScoped
public class FhirDestination {
  private final FhirContext context;
  private final FhirDestinationConfig config;
  private final Supplier<URI> embedded;
  private final Clock clock;
  private final Breaker breaker;
  private @Nullable FhirServer server;
  private Writes writes;

  @Inject
  public FhirDestination(
      FhirContext context, FhirDestinationConfig config, Clock clock, RandomGenerator random) {
    this(context, config, clock, random, EmbeddedRepository::base);
  }

  FhirDestination(
      FhirContext context,
      FhirDestinationConfig config,
      Clock clock,
      RandomGenerator random,
      Supplier<URI> embedded) {
    this.context = context;
    this.config = config;
    this.embedded = embedded;
    this.clock = clock;
    this.writes = new Writes(config.transactions());
    this.breaker = new Breaker("fhir", patience(config.breaker()), clock, random);
  }

  private static Breaker.Patience patience(FhirDestinationConfig.BreakerConfig config) {
    return new Breaker.Patience(config.after(), config.pause(), config.longestPause());
  }

  /** The server, connected to anew when the embedded one has moved to another port. */
  synchronized FhirServer server() {
    URI base = config.url().orElseGet(embedded);
    FhirServer known = server;
    if (known != null && known.base().equals(base)) {
      return known;
    }
    FhirServerSettings settings =
        new FhirServerSettings(base, null, config.connectTimeout(), config.responseTimeout());
    FhirServer fresh = new FhirServer(context, settings, authorization(base), clock);
    server = fresh;
    writes = new Writes(config.transactions());
    return fresh;
  }

  /** The credentials are for the configured server only. */
  private Authorization authorization(URI base) {
    if (config.url().isPresent() && config.smart().isPresent()) {
      return new BackendServices(base, config.smart().get(), clock);
    }
    return Authorization.fixed(config.url().flatMap(url -> config.authorization()).orElse(null));
  }

  /** How the server is written to. */
  synchronized Writes writes() {
    return writes;
  }

  /** Whether the server is asked at all. */
  Breaker breaker() {
    return breaker;
  }

  /** What may be created there that is the hospital's, unless the server is our own. */
  Set<HospitalResource> mayCreate() {
    return config.url().isEmpty()
        ? Set.of(HospitalResource.values())
        : config.create().orElse(Set.of());
  }
}
