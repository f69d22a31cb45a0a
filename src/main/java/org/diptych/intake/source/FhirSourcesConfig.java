package org.diptych.intake.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.client.BackendServicesConfig;

/** The FHIR servers that studies, reports, orders and patients are read from. */
@ConfigMapping(prefix = "diptych.fhir-sources")
public interface FhirSourcesConfig {
  /** Each server under a name of the site's. */
  @WithParentName
  Map<String, Source> servers();

  /** One server. */
  interface Source {
    /**
     * Base URL of the FHIR server (R4, R4B or R5). Resources are fetched from here and nowhere
     * else.
     */
    URI url();

    /** Value of the Authorization header, such as {@code Bearer …} or {@code Basic …}. */
    Optional<String> authorization();

    /** Access tokens by SMART Backend Services, instead of a fixed Authorization header. */
    Optional<BackendServicesConfig> smart();

    /** Resource types to be told of. */
    @WithDefault("ImagingStudy,DiagnosticReport,ServiceRequest,Patient")
    List<String> resources();

    /**
     * How the server tells what changed: {@code topic} (Subscriptions R5 Backport), {@code
     * criteria} (R4 Subscriptions), {@code polling}, or {@code auto} for the first of these that it
     * takes.
     */
    @WithDefault("auto")
    Way way();

    /**
     * Canonical URL of the topic for a resource type; unset: {@code
     * http://diptych.org/fhir/SubscriptionTopic/imaging-study} and so on, as the embedded
     * repository has them.
     */
    Map<String, String> topics();

    /** Search parameters that select among the resources of a type, {@code category=RAD}. */
    Map<String, String> criteria();

    /**
     * How often the server is to say that nothing happened; silence of twice that is looked into.
     */
    @WithDefault("PT60S")
    Duration heartbeat();

    /** How often a server that tells nothing is asked what changed. */
    @WithDefault("PT30S")
    Duration pollEvery();

    /** How often a server that does tell is asked all the same, lest something was missed. */
    @WithDefault("PT15M")
    Duration sweepEvery();

    /**
     * How far back before the newest change known a look begins again, for changes that a server
     * shows late.
     */
    @WithDefault("PT2M")
    Duration overlap();

    /** How far back the very first look goes. */
    @WithDefault("PT0S")
    Duration lookBack();

    /** How long a connection may take to open. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** How long the server may be silent. */
    @WithDefault("PT30S")
    Duration responseTimeout();
  }

  /** How a server tells what changed. */
  enum Way {
    AUTO,
    TOPIC,
    CRITERIA,
    POLLING
  }
}
