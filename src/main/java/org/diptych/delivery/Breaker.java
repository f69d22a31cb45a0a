package org.diptych.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.diptych.journal.Backoff;
import org.diptych.journal.NotYet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a destination in peace that is ill, and lets one delivery through to see if it is well.
 */
final class Breaker {
  private static final Logger LOG = Logger.getLogger(Breaker.class);

  /** How long others wait at a time while one delivery probes. */
  private static final Duration PROBE = Duration.ofSeconds(1);

  /** Whether the destination is asked. */
  enum State {
    ASKED,
    PROBED,
    LEFT_IN_PEACE
  }

  /**
   * When to leave the destination in peace.
   *
   * @param after unavailable answers in a row
   * @param pause how long at first; twice as long after each probe that fails
   * @param longest no pause is longer, unless the destination asks for it
   */
  record Patience(int after, Duration pause, Duration longest) {
    Patience {
      if (after < 1 || pause.isNegative() || longest.compareTo(pause) < 0) {
        throw new IllegalArgumentException("at least one answer, and the longest pause is longest");
      }
    }
  }

  /** The leave to ask once; what came of it is told here. */
  final class Leave {
    private final long round;

    private Leave(long round) {
      this.round = round;
    }

    /** The destination answered. */
    void answered() {
      Breaker.this.answered(round);
    }

    /** It did not; the answer is when it is asked again, or null when that is any time. */
    @Nullable Instant unavailable(@Nullable Instant notBefore) {
      return Breaker.this.unavailable(round, notBefore);
    }

    /** Nothing was learned about the destination. */
    void unused() {
      Breaker.this.unused(round);
    }
  }

  private final String destination;
  private final Patience patience;
  private final Backoff backoff;
  private final Clock clock;
  private final RandomGenerator random;
  private Instant until = Instant.MIN;
  private boolean open;
  private boolean probing;
  private long round;
  private int unavailable;
  private int pauses;

  Breaker(String destination, Patience patience, Clock clock, RandomGenerator random) {
    this.destination = destination;
    this.patience = patience;
    this.backoff = new Backoff(patience.pause(), patience.longest());
    this.clock = clock;
    this.random = random;
  }

  /**
   * Asks for leave.
   *
   * @throws NotYet when the destination is left in peace or another delivery probes it
   */
  synchronized Leave enter() {
    if (open) {
      Instant now = clock.instant();
      if (now.isBefore(until)) {
        throw new NotYet(until);
      }
      if (probing) {
        throw new NotYet(now.plus(PROBE));
      }
      probing = true;
    }
    return new Leave(round);
  }

  synchronized State state() {
    if (!open) {
      return State.ASKED;
    }
    return probing ? State.PROBED : State.LEFT_IN_PEACE;
  }

  private synchronized void answered(long of) {
    if (of != round) {
      return; // asked before the pause: what it learned is out of date
    }
    if (open) {
      LOG.infof("destination %s answers again", destination);
    }
    open = false;
    probing = false;
    unavailable = 0;
    pauses = 0;
  }

  private synchronized @Nullable Instant unavailable(long of, @Nullable Instant notBefore) {
    if (of == round) {
      unavailable++;
    }
    if (of == round && (probing || unavailable >= patience.after())) {
      pause(clock.instant().plus(backoff.pause(pauses++, random)));
    }
    if (notBefore != null && notBefore.isAfter(clock.instant()) && notBefore.isAfter(until)) {
      pause(notBefore);
    }
    return open ? until : null;
  }

  private void pause(Instant end) {
    until = end;
    open = true;
    probing = false;
    unavailable = 0;
    round++;
    LOG.warnf("destination %s is not asked before %s", destination, end);
  }

  private synchronized void unused(long of) {
    if (of == round) {
      probing = false;
    }
  }
}
