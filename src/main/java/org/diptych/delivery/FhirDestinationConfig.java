package org.diptych.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.diptych.fhir.client.BackendServicesConfig;

/** Which FHIR server gets the results, and how long it is waited for. */
@ConfigMapping(prefix = "diptych.fhir")
public interface FhirDestinationConfig {
  /** Base URL of the FHIR R4 server; unset: the embedded repository. */
  Optional<URI> url();

  /** Value of the Authorization header, such as {@code Bearer …} or {@code Basic …}. */
  Optional<String> authorization();

  /** Access tokens by SMART Backend Services, instead of a fixed Authorization header. */
  Optional<BackendServicesConfig> smart();

  /**
   * What may be created on the configured server where the hospital has not: {@code patient},
   * {@code service-request}, {@code imaging-study}; what may not and is missing sets the result
   * aside. The embedded repository creates all of them.
   */
  Optional<Set<HospitalResource>> create();

  /** How long a connection may take to open. */
  @WithDefault("PT5S")
  Duration connectTimeout();

  /** How long the server may be silent before the transaction is sent again. */
  @WithDefault("PT60S")
  Duration responseTimeout();

  /**
   * Whether results go as one transaction: {@code auto} (unless the server refuses and says that it
   * has none), {@code always}, or {@code never}: resource by resource, the report last.
   */
  @WithDefault("auto")
  TransactionUse transactions();

  /** When the server is left in peace. */
  BreakerConfig breaker();

  /** When a server that is ill is left in peace. */
  interface BreakerConfig {
    /** After how many unavailable answers in a row the server is not asked for a while. */
    @WithDefault("5")
    int after();

    /** For how long at first; twice as long after each delivery that found it still ill. */
    @WithDefault("PT10S")
    Duration pause();

    /** The longest of these pauses. */
    @WithDefault("PT5M")
    Duration longestPause();
  }
}
