package org.diptych.delivery;

import java.time.Instant;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.journal.RetryTime;
import org.jspecify.annotations.Nullable;

/** The destination did not take the results for now; they wait and are sent again. */
public final class DestinationUnavailable extends RuntimeException implements RetryTime {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Instant notBefore;

  /** Carries no cause: what a server says may repeat patient data. */
  DestinationUnavailable(String destination, int status, String kind, @Nullable Instant notBefore) {
    this(
        destination + " unavailable: " + kind + (status == 0 ? "" : " " + status),
        status,
        notBefore);
  }

  private DestinationUnavailable(String message, int status, @Nullable Instant notBefore) {
    super(message);
    this.status = status;
    this.notBefore = notBefore;
  }

  static DestinationUnavailable of(FhirAnswer.Unavailable<?> answer) {
    return new DestinationUnavailable("fhir", answer.status(), answer.kind(), answer.notBefore());
  }

  /** What is there goes on not being what was expected. */
  static DestinationUnavailable of(FhirAnswer.Conflict<?> answer) {
    return new DestinationUnavailable("fhir", answer.status(), "HTTP status", null);
  }

  /** The HTTP status, or 0 when there was no HTTP answer. */
  public int status() {
    return status;
  }

  /** Whether the destination answered and only this delivery cannot be done now. */
  boolean isConflict() {
    return status == 409 || status == 412;
  }

  @Override
  public @Nullable Instant notBefore() {
    return notBefore;
  }

  /** The same, not before another time. */
  DestinationUnavailable notBefore(@Nullable Instant other) {
    return other == null
        ? this
        : new DestinationUnavailable(String.valueOf(getMessage()), status, other);
  }
}
