package org.diptych.intake.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.diptych.fhir.client.Authorization;
import org.diptych.fhir.client.BackendServices;
import org.diptych.fhir.client.FhirServerSettings;
import org.diptych.fhir.source.SourceServers;
import org.diptych.fhir.source.SourceTerms;

/** The configured FHIR servers, by name. */
@ApplicationScoped
public class Sources {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  private final Map<String, Source> byName = new LinkedHashMap<>();

  /** Refuses to start with a name that cannot be part of an address. */
  @Inject
  public Sources(SourceServers servers, FhirSourcesConfig config, SourceTerms terms, Clock clock) {
    config
        .servers()
        .forEach((name, each) -> byName.put(name, source(servers, name, each, terms, clock)));
  }

  private static Source source(
      SourceServers servers,
      String name,
      FhirSourcesConfig.Source config,
      SourceTerms terms,
      Clock clock) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "diptych.fhir-sources: a name has 1 to 32 small letters, digits and hyphens");
    }
    FhirServerSettings settings =
        new FhirServerSettings(
            config.url(), null, config.connectTimeout(), config.responseTimeout());
    Authorization authorization =
        config.smart().isPresent()
            ? new BackendServices(config.url(), config.smart().get(), clock)
            : Authorization.fixed(config.authorization().orElse(null));
    return new Source(name, config, servers.open(name, settings, authorization, terms));
  }

  Collection<Source> all() {
    return byName.values();
  }

  Optional<Source> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
