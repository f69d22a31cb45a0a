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
   * Sends the transaction of a {@code results-ready} entry; what may succeed later is thrown as
   * {@link DestinationUnavailable} or, where the server is left in peace, as {@link
   * org.diptych.journal.NotYet}, so that the route sends it again.
   */
  public void deliver(Entry resultsReady) {
    if (journal.transact(transaction -> ledger.overtaken(transaction, resultsReady))) {
      LOG.infof("results overtaken entry=%d case=%s", resultsReady.id(), resultsReady.caseId());
      return;
    }
    boolean first = journal.transact(open -> ledger.first(open, resultsReady));
    FhirServer server = destination.server();
    FhirPost.Outcome outcome = send(resultsReady, server, first);
    if (outcome instanceof FhirPost.Outcome.Written written) {
      delivered(resultsReady, server, written.resources());
    } else if (outcome instanceof FhirPost.Outcome.Objection objection) {
      setAside(resultsReady, objection.reason());
    }
  }

  private FhirPost.Outcome send(Entry entry, FhirServer server, boolean first) {
    Breaker.Leave leave = destination.breaker().enter();
    try {
      FhirPost.Outcome outcome =
          new FhirPost(context, destination, server).send(() -> open(entry.get("object")), first);
      leave.answered();
      return outcome;
    } catch (DestinationUnavailable e) {
      if (e.isConflict()) {
        leave.answered();
        throw e;
      }
      throw e.notBefore(leave.unavailable(e.notBefore()));
    } finally {
      leave.unused();
    }
  }

  private void setAside(Entry entry, String reason) {
    journal.transact(transaction -> ledger.setAside(transaction, entry, reason));
    LOG.warnf("results set aside entry=%d case=%s", entry.id(), entry.caseId());
  }

  private void delivered(Entry entry, FhirServer server, List<String> resources) {
    Map<String, String> payload =
        Map.of(
            "server", server.base().toString(),
            "resources", String.join(" ", resources),
            "version", entry.get("version"));
    journal.transact(transaction -> ledger.delivered(transaction, entry, payload));
    LOG.infof("results delivered entry=%d case=%s", entry.id(), entry.caseId());
  }

  private Bundle open(String object) {
    try (InputStream in = objects.open(object)) {
      return TransactionJson.read(context, in);
    } catch (IOException e) {
      throw new UncheckedIOException("the transaction is not there", e);
    }
  }
}
