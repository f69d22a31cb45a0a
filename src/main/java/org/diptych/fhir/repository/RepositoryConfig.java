package org.diptych.fhir.repository;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much the embedded FHIR repository takes and gives at once. */
@ConfigMapping(prefix = "diptych.fhir.repository")
public interface RepositoryConfig {
  /** Longest request body in bytes, after decompression; more is answered with 413. */
  @WithDefault("16777216")
  int maxBodyBytes();

  /** Entries of a page when the client names no {@code _count}. */
  @WithDefault("50")
  int pageSize();

  /** Most entries of a page, whatever {@code _count} says. */
  @WithDefault("500")
  int maxPageSize();

  /** Most resources that {@code _include} and {@code _revinclude} add to a page. */
  @WithDefault("1000")
  int maxIncluded();

  /**
   * Beginnings of the addresses that subscribers may be told at, separated by commas; unset: this
   * machine only, for a notification may hold patient data.
   */
  Optional<List<String>> subscriptionEndpoints();

  /**
   * Secret headers of endpoints, under names of the site's, so that they are not in the database.
   */
  Map<String, Secret> subscriptionSecrets();

  /** A header that an endpoint expects. */
  interface Secret {
    /** Beginning of the addresses that are sent the header. */
    String endpoint();

    /**
     * The header, {@code Authorization: Bearer …}; it takes the place of the Subscription's own.
     */
    String header();
  }

  /** How long an event can be asked for again by {@code $events}. */
  @WithDefault("P7D")
  Duration subscriptionEventsKept();

  /** How often in a row a subscriber may fail before its Subscription is in error. */
  @WithDefault("10")
  int subscriptionFailures();
}
