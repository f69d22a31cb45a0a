package org.diptych.admin;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.JournalUnavailable;
import org.jboss.logging.Logger;

/** The one place that turns an outcome or a fault into the problem a client is told. */
final class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class);

  /** RFC 9110 section 15.5.21; not among the constants of JAX-RS. */
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  static Problem unknownCase() {
    return Problem.of(Response.Status.NOT_FOUND, "there is no such case");
  }

  static Problem of(ReplayDesk.Outcome outcome) {
    if (outcome instanceof ReplayDesk.Outcome.UnknownCase) {
      return unknownCase();
    }
    if (outcome instanceof ReplayDesk.Outcome.NothingToReplay) {
      return Problem.of(Response.Status.CONFLICT, "the case has no step that can be replayed yet");
    }
    return Problem.of(
        Response.Status.CONFLICT, "that entry is none of this case, or nothing follows from it");
  }

  static Problem of(DecisionOutcome outcome) {
    if (outcome instanceof DecisionOutcome.UnknownCandidate unknown) {
      return Problem.of(UNPROCESSABLE, "Unprocessable Content", unknown.reason());
    }
    if (outcome instanceof DecisionOutcome.NotNow not) {
      return Problem.of(Response.Status.CONFLICT, not.reason());
    }
    return unknownCase();
  }

  static Problem of(Exception fault) {
    if (fault instanceof Refused refused) {
      return refused.problem();
    }
    if (fault instanceof WebApplicationException known) {
      Response.Status status = Response.Status.fromStatusCode(known.getResponse().getStatus());
      return Problem.of(
          status == null ? Response.Status.INTERNAL_SERVER_ERROR : status,
          "the request does not fit this resource");
    }
    // The type alone: a message may repeat a value of the case.
    LOG.errorf("admin request failed: %s", fault.getClass().getName());
    if (fault instanceof JournalUnavailable || fault instanceof IOException) {
      return Problem.of(
          Response.Status.SERVICE_UNAVAILABLE, "the journal cannot be read now; try again");
    }
    return Problem.of(Response.Status.INTERNAL_SERVER_ERROR, "the engine could not answer this");
  }
}
