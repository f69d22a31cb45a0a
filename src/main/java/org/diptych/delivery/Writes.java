package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How a server is written to: by transactions, or one resource after the other if it has none. */
final class Writes {
  private static final Logger LOG = Logger.getLogger(Writes.class);

  private final TransactionUse use;

  /** Whether the server does transactions, as far as it said so. */
  private volatile @Nullable Boolean transacts;

  Writes(TransactionUse use) {
    this.use = use;
    transacts =
        switch (use) {
          case AUTO -> null;
          case ALWAYS -> true;
          case NEVER -> false;
        };
  }

  /** Writes everything; the value is the relative references of what was written. */
  FhirAnswer<List<String>> write(FhirServer server, FhirContext context, Bundle addressed) {
    if (Boolean.FALSE.equals(transacts)) {
      return new OrderedWrites(context, server).write(addressed);
    }
    FhirAnswer<Bundle> answer = server.transact(addressed);
    if (transacts == null && refuses(answer) && lacksTransactions(server, answer)) {
      LOG.warn("the FHIR server does no transactions: resources are written one after the other");
      transacts = false;
      return new OrderedWrites(context, server).write(addressed);
    }
    return written(addressed, answer);
  }

  private static boolean refuses(FhirAnswer<Bundle> answer) {
    return answer instanceof FhirAnswer.Refused<Bundle>
        || answer instanceof FhirAnswer.Unsupported<Bundle>;
  }

  /** Asked only once a transaction was refused: a CapabilityStatement may take its time. */
  private boolean lacksTransactions(FhirServer server, FhirAnswer<Bundle> refusal) {
    if (server.transacts() instanceof FhirAnswer.Done<Boolean> said) {
      transacts = said.value();
      return !said.value();
    }
    // It does not say: then what it refused with must.
    return refusal instanceof FhirAnswer.Unsupported<Bundle>
        || (refusal instanceof FhirAnswer.Refused<Bundle> refused
            && refused.issues().stream().anyMatch(issue -> issue.contains("/not-supported")));
  }

  private static FhirAnswer<List<String>> written(Bundle sent, FhirAnswer<Bundle> answer) {
    if (answer instanceof FhirAnswer.Done<Bundle> done) {
      // A success we cannot see in the answer is no success; sending again is harmless.
      return WrittenResources.in(sent, done.value())
          .<FhirAnswer<List<String>>>map(FhirAnswer.Done::new)
          .orElseGet(() -> new FhirAnswer.Unavailable<>(200, "incomplete answer"));
    }
    return answer.withoutValue();
  }
}
