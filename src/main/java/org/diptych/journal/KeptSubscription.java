package org.diptych.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of ours at a FHIR server.
 *
 * @param name ours, and the last step of the address that is posted to
 * @param source what the site calls the server
 * @param type resource type
 * @param secretDigest which secret the server was asked to show us
 * @param due when somebody must look after it next
 */
public record KeptSubscription(
    String name,
    String source,
    String type,
    String secretDigest,
    Remote remote,
    Heard heard,
    Swept swept,
    Instant due) {
  /** How far we came in asking the server. */
  public enum State {
    /** Not asked yet, or to be asked again from the start. */
    WANTED,
    /** Asked; the server has not said yet that it will. */
    REQUESTED,
    /** It tells us, or is polled. */
    ACTIVE,
    /** It gave up or refused. */
    FAILED
  }

  /**
   * What the server has.
   *
   * @param way how it tells us, null until that is known
   * @param id logical id of its Subscription, or null
   * @param failures how often in a row it could not be asked
   */
  public record Remote(@Nullable String way, @Nullable String id, State state, int failures) {}

  /**
   * What it told us.
   *
   * @param last every event up to this one is here
   * @param highest the newest event that we know of
   * @param at when it last said anything
   * @param gapSince since when events are known to be missing, or null
   * @param caughtUpInMillis how long the last gap lasted
   */
  public record Heard(
      long last,
      long highest,
      @Nullable Instant at,
      @Nullable Instant gapSince,
      long caughtUpInMillis) {
    /** Nothing yet. */
    public static final Heard NOTHING = new Heard(0, 0, null, null, 0);
  }

  /**
   * What we looked up ourselves.
   *
   * @param wanted how often a look was asked for
   * @param done how many of these were answered
   * @param at when we last looked
   * @param to everything that the server changed before this time of its own is here
   */
  public record Swept(long wanted, long done, Instant at, Instant to) {
    /** Whether somebody waits for a look. */
    public boolean isWanted() {
      return wanted > done;
    }
  }

  /** The name only. */
  @Override
  public String toString() {
    return "KeptSubscription[" + name + "]";
  }
}
