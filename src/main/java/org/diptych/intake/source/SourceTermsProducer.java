package org.diptych.intake.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.fhir.source.SourceTerms;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads resources in the same terms that results are written in. */
@ApplicationScoped
class SourceTermsProducer {
  @Produces
  @Singleton
  SourceTerms terms(
      @ConfigProperty(name = "diptych.result.issuers") Optional<Map<String, String>> issuers,
      @ConfigProperty(name = "diptych.result.patient-identifier-system") String patients,
      @ConfigProperty(name = "diptych.result.accession-identifier-system") String accessions,
      @ConfigProperty(name = "diptych.result.order-identifier-system") String orders,
      @ConfigProperty(name = "diptych.result.zone") Optional<String> zone) {
    return new SourceTerms(
        new IdentifierSystems(issuers.orElse(Map.of())),
        patients,
        accessions,
        orders,
        zone.map(ZoneId::of).orElseGet(ZoneId::systemDefault));
  }
}
