package org.diptych.camel;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.quarkus.core.CamelRuntime;

/**
 * Starts Camel with the engine: with a main class of our own Camel Quarkus leaves that to the
 * application.
 */
@ApplicationScoped
class RouteStart {
  void start(@Observes StartupEvent started, CamelRuntime runtime) {
    runtime.start();
  }
}
