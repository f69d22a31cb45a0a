package org.diptych.intake.source;

import java.time.Instant;
import org.diptych.journal.RetryTime;
import org.jspecify.annotations.Nullable;

/** A server does not give now what it announced; it is fetched again later. */
public final class SourceUnavailable extends RuntimeException implements RetryTime {
  private static final long serialVersionUID = 1L;

  private final @Nullable Instant notBefore;

  SourceUnavailable(String what, int status) {
    this(what, status, null);
  }

  /** Carries no cause: what a server says may repeat patient data. */
  SourceUnavailable(String what, int status, @Nullable Instant notBefore) {
    super(what + " unavailable" + (status == 0 ? "" : " " + status));
    this.notBefore = notBefore;
  }

  @Override
  public @Nullable Instant notBefore() {
    return notBefore;
  }
}
