package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;

/**
 * Addresses a transaction and sends it, again at once where what is there has changed since it was
 * looked at.
 */
final class FhirPost {
  /** How often the same results meet a conflict before they wait. */
  private static final int AT_ONCE = 3;

  /** What came of it; what may come of it later is thrown. */
  sealed interface Outcome {
    /** Relative references of what was written. */
    record Written(List<String> resources) implements Outcome {}

    /** Why a person must look. */
    record Objection(String reason) implements Outcome {}
  }

  private final FhirContext context;
  private final FhirDestination destination;
  private final FhirServer server;

  FhirPost(FhirContext context, FhirDestination destination, FhirServer server) {
    this.context = context;
    this.destination = destination;
    this.server = server;
  }

  /**
   * Sends.
   *
   * @param transaction the results as they were kept, fresh each time
   * @param first whether nothing of the case was written there before
   * @throws DestinationUnavailable when it may succeed later
   */
  Outcome send(Supplier<Bundle> transaction, boolean first) {
    for (int time = 1; ; time++) {
      Bundle addressed = transaction.get();
      Optional<String> objection = address(addressed, first && time == 1, time > 1);
      if (objection.isPresent()) {
        return new Outcome.Objection(objection.get());
      }
      FhirAnswer<List<String>> answer = destination.writes().write(server, context, addressed);
      if (!(answer instanceof FhirAnswer.Conflict<List<String>> conflict)) {
        return outcome(answer);
      }
      if (time == AT_ONCE) {
        throw DestinationUnavailable.of(conflict);
      }
    }
  }

  /** Says where everything goes; why the results must not be sent, where they must not. */
  private Optional<String> address(Bundle transaction, boolean first, boolean again) {
    Optional<String> missing =
        new HospitalLookup(context, server, destination.mayCreate(), again).resolve(transaction);
    return missing.isPresent() || first
        ? missing
        : new EarlierResults(context, server).match(transaction);
  }

  private static Outcome outcome(FhirAnswer<List<String>> answer) {
    if (answer instanceof FhirAnswer.Done<List<String>> done) {
      return new Outcome.Written(done.value());
    }
    if (answer instanceof FhirAnswer.Refused<List<String>> refused) {
      return objection("refused the results", refused.status(), refused.issues());
    }
    if (answer instanceof FhirAnswer.Unsupported<List<String>> unsupported) {
      return objection("cannot keep the results", unsupported.status(), unsupported.issues());
    }
    throw DestinationUnavailable.of((FhirAnswer.Unavailable<List<String>>) answer);
  }

  private static Outcome objection(String what, int status, List<String> issues) {
    String codes = issues.isEmpty() ? "" : ": " + String.join(", ", issues);
    return new Outcome.Objection("FHIR server " + what + " with HTTP " + status + codes);
  }
}
