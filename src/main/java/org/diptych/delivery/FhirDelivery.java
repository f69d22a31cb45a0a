package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.TransactionJson;
import org.diptych.journal.Entry;
import org.diptych.journal.Journal;
import org.diptych.journal.ObjectStore;
import org.hl7.fhir.r4.model.Bundle;
import org.jboss.logging.Logger;

/** Brings the transaction of a reading to the FHIR server. */
@ApplicationScoped
@Named("fhirDelivery")
public class FhirDelivery {
  private static final Logger LOG = Logger.getLogger(FhirDelivery.class);

  private final Journal journal;
  private final ObjectStore objects;
  private final FhirContext context;
  private final FhirDestination destination;
  private final DeliveryLedger ledger;

  @Inject
  public FhirDelivery(
      Journal journal,
      ObjectStore objects,
      FhirContext context,
      FhirDestination destination,
      DeliveryLedger ledger) {
    this.journal = journal;
    this.objects = objects;
    this.context = context;
    this.destination = destination;
    this.ledger = ledger;
  }

  /**
   * Sends the transaction of a {@code results-ready} entry once; what may succeed later is thrown
   * as {@link DestinationUnavailable}, so that the route sends it again.
   */
  public void deliver(Entry resultsReady) {
    if (journal.transact(transaction -> ledger.overtaken(transaction, resultsReady))) {
      LOG.infof("results overtaken entry=%d case=%s", resultsReady.id(), resultsReady.caseId());
      return;
    }
    FhirServer server = destination.server();
    Bundle transaction = open(resultsReady.get("object"));
    Optional<String> objection = address(resultsReady, server, transaction);
    if (objection.isPresent()) {
      setAside(resultsReady, objection.get());
      return;
    }
    FhirAnswer<Bundle> answer = server.transact(transaction);
    if (answer instanceof FhirAnswer.Refused<Bundle> refused) {
      setAside(resultsReady, refused);
    } else if (answer instanceof FhirAnswer.Unavailable<Bundle> unavailable) {
      throw new DestinationUnavailable("fhir", unavailable.status(), unavailable.kind());
    } else if (answer instanceof FhirAnswer.Done<Bundle> done) {
      delivered(resultsReady, server, transaction, done.value());
    }
  }

  /** Says where everything goes; why the results must not be sent, where they must not. */
  private Optional<String> address(Entry entry, FhirServer server, Bundle transaction) {
    Optional<String> missing =
        new HospitalLookup(context, server, destination.mayCreate()).resolve(transaction);
    if (missing.isPresent() || journal.transact(open -> ledger.first(open, entry))) {
      return missing;
    }
    return new EarlierResults(context, server).match(transaction);
  }

  private void setAside(Entry entry, String reason) {
    journal.transact(transaction -> ledger.setAside(transaction, entry, reason));
    LOG.warnf("results set aside entry=%d case=%s", entry.id(), entry.caseId());
  }

  private void delivered(Entry entry, FhirServer server, Bundle sent, Bundle answer) {
    List<String> resources =
        WrittenResources.in(sent, answer)
            // A success we cannot see in the answer is no success; sending again is harmless.
            .orElseThrow(() -> new DestinationUnavailable("fhir", 200, "incomplete answer"));
    Map<String, String> payload =
        Map.of(
            "server", server.base().toString(),
            "resources", String.join(" ", resources),
            "version", entry.get("version"));
    journal.transact(transaction -> ledger.delivered(transaction, entry, payload));
    LOG.infof("results delivered entry=%d case=%s", entry.id(), entry.caseId());
  }

  private void setAside(Entry entry, FhirAnswer.Refused<Bundle> refused) {
    String codes = refused.issues().isEmpty() ? "" : ": " + String.join(", ", refused.issues());
    String reason = "FHIR server refused the results with HTTP " + refused.status() + codes;
    journal.transact(transaction -> ledger.setAside(transaction, entry, reason));
    LOG.warnf(
        "results refused entry=%d case=%s status=%d", entry.id(), entry.caseId(), refused.status());
  }

  private Bundle open(String object) {
    try (InputStream in = objects.open(object)) {
      return TransactionJson.read(context, in);
    } catch (IOException e) {
      throw new UncheckedIOException("the transaction is not there", e);
    }
  }
}
