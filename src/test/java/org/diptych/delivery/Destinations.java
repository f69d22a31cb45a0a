package org.diptych.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Destinations for tests, with little patience. */
final class Destinations {
  private Destinations() {}

  static FhirDestinationConfig at(URI base) {
    return of(Optional.of(base), Optional.empty());
  }

  static FhirDestinationConfig of(Optional<URI> url, Optional<String> authorization) {
    return new FhirDestinationConfig() {
      @Override
      public Optional<URI> url() {
        return url;
      }

      @Override
      public Optional<String> authorization() {
        return authorization;
      }

      @Override
      public Optional<Set<HospitalResource>> create() {
        return Optional.of(Set.of(HospitalResource.values()));
      }

      @Override
      public Duration connectTimeout() {
        return Duration.ofSeconds(2);
      }

      @Override
      public Duration responseTimeout() {
        return Duration.ofMillis(1500);
      }
    };
  }
}
