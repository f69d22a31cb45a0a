package org.diptych.delivery;

import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Resource;
import org.jboss.logging.Logger;

/**
 * Several resources with one business identifier, made by two writers at the same time on a server
 * that does not prevent it: one is kept, the others become entered-in-error and stay.
 */
final class Duplicates {
  private static final Logger LOG = Logger.getLogger(Duplicates.class);
  private static final String WITHDRAWN = "entered-in-error";

  private final FhirServer server;

  Duplicates(FhirServer server) {
    this.server = server;
  }

  /** The one that everybody keeps: not withdrawn, then written first, then by id. */
  static Resource oldest(List<Resource> same) {
    return same.stream()
        .min(
            Comparator.comparing(Duplicates::isWithdrawn)
                .thenComparing(Duplicates::written)
                .thenComparing(resource -> resource.getIdElement().getIdPart()))
        .orElseThrow();
  }

  /**
   * Marks what was not kept, each only as it was looked at. The caller has made sure that they are
   * ours and nobody has made them their own.
   *
   * @throws DestinationUnavailable when one was not marked: nothing else is written then
   */
  void withdraw(List<Resource> others) {
    for (Resource other : others) {
      if (!isWithdrawn(other)) {
        withdraw(other);
      }
    }
  }

  private void withdraw(Resource other) {
    String place = other.fhirType() + "/" + other.getIdElement().getIdPart();
    other.setProperty("status", new CodeType(WITHDRAWN));
    BundleEntryComponent entry = new BundleEntryComponent().setResource(other);
    entry.getRequest().setMethod(HTTPVerb.PUT);
    IfMatch.address(entry, other);
    FhirAnswer<Optional<String>> answer = server.write(entry);
    if (answer instanceof FhirAnswer.Unavailable<Optional<String>> unavailable) {
      throw DestinationUnavailable.of(unavailable);
    }
    if (answer instanceof FhirAnswer.Conflict<Optional<String>> conflict) {
      throw DestinationUnavailable.of(conflict);
    }
    if (answer instanceof FhirAnswer.Done<Optional<String>>) {
      LOG.warnf("duplicate withdrawn %s", place);
    } else {
      LOG.warnf("duplicate stays, the server refused to change it %s", place);
    }
  }

  private static boolean isWithdrawn(Resource resource) {
    Base status = resource.getNamedProperty("status").getValues().stream().findFirst().orElse(null);
    return status != null && WITHDRAWN.equals(status.primitiveValue());
  }

  private static Date written(Resource resource) {
    Date at = resource.getMeta().getLastUpdated();
    return at == null ? new Date(0) : at;
  }
}
