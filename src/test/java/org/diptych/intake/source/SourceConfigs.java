package org.diptych.intake.source;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.client.BackendServicesConfig;

/** Configurations with little patience. */
final class SourceConfigs {
  private SourceConfigs() {}

  static FhirSourcesConfig one(URI url, FhirSourcesConfig.Way way, List<String> resources) {
    return one(url, way, resources, Map.of());
  }

  static FhirSourcesConfig one(
      URI url, FhirSourcesConfig.Way way, List<String> resources, Map<String, String> criteria) {
    return () -> Map.of("ris", source(url, way, resources, criteria));
  }

  private static FhirSourcesConfig.Source source(
      URI url, FhirSourcesConfig.Way way, List<String> resources, Map<String, String> criteria) {
    return new FhirSourcesConfig.Source() {
      @Override
      public URI url() {
        return url;
      }

      @Override
      public Optional<String> authorization() {
        return Optional.empty();
      }

      @Override
      public Optional<BackendServicesConfig> smart() {
        return Optional.empty();
      }

      @Override
      public List<String> resources() {
        return resources;
      }

      @Override
      public FhirSourcesConfig.Way way() {
        return way;
      }

      @Override
      public Map<String, String> topics() {
        return Map.of();
      }

      @Override
      public Map<String, String> criteria() {
        return criteria;
      }

      @Override
      public Duration heartbeat() {
        return Duration.ofSeconds(60);
      }

      @Override
      public Duration pollEvery() {
        return Duration.ofSeconds(30);
      }

      @Override
      public Duration sweepEvery() {
        return Duration.ofMinutes(15);
      }

      @Override
      public Duration overlap() {
        return Duration.ofMinutes(2);
      }

      @Override
      public Duration lookBack() {
        return Duration.ofDays(1);
      }

      @Override
      public Duration connectTimeout() {
        return Duration.ofSeconds(2);
      }

      @Override
      public Duration responseTimeout() {
        return Duration.ofSeconds(10);
      }
    };
  }

  static ImageSourcesConfig images(URI url) {
    return () ->
        Map.of(
            "pacs",
            new ImageSourcesConfig.Source() {
              @Override
              public URI url() {
                return url;
              }

              @Override
              public Optional<String> authorization() {
                return Optional.empty();
              }
            });
  }

  static NotificationConfig notifications(URI url, int maxBodyBytes, int perSecond) {
    return new NotificationConfig() {
      @Override
      public Optional<URI> url() {
        return Optional.of(url);
      }

      @Override
      public Optional<String> key() {
        return Optional.empty();
      }

      @Override
      public int maxBodyBytes() {
        return maxBodyBytes;
      }

      @Override
      public int perSecond() {
        return perSecond;
      }
    };
  }
}
