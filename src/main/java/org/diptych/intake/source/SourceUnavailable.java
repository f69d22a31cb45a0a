package org.diptych.intake.source;

/** A server does not give now what it announced; it is fetched again later. */
public final class SourceUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Carries no cause: what a server says may repeat patient data. */
  SourceUnavailable(String what, int status) {
    super(what + " unavailable" + (status == 0 ? "" : " " + status));
  }
}
