package org.diptych.intake.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.notification.Notification;
import org.diptych.fhir.notification.NotificationEvent;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.Heard;
import org.diptych.journal.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The events of one subscription in one transaction: each becomes a {@code resource-announced}
 * entry, once, and a jump in their numbers is a gap until what is between has come.
 */
final class EventLog {
  /** What is sent out of order arrives within this. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** No server is asked for more at once, and no row is looked up oftener. */
  private static final int LONGEST_RUN = 100_000;

  private final Transaction open;
  private final KeptSubscription kept;
  private final Source source;
  private Heard heard;

  EventLog(Transaction open, KeptSubscription kept, Source source) {
    this.open = open;
    this.kept = kept;
    this.source = source;
    this.heard = kept.heard();
  }

  /** The first handshake: what happened at the server before it is looked up, not counted. */
  void begin(@Nullable Long eventsSinceStart) {
    boolean first = kept.heard().at() == null;
    if (first && eventsSinceStart != null) {
      heard = new Heard(eventsSinceStart, eventsSinceStart, null, null, heard.caughtUpInMillis());
    }
  }

  /** Keeps what was said, in whatever order. */
  void keep(Notification said, String by) {
    boolean unknown = false;
    long last = heard.last();
    long highest = heard.highest();
    for (NotificationEvent event : said.events()) {
      Optional<String> place = Optional.ofNullable(event.focus()).flatMap(source.server()::place);
      if (place.isPresent()) {
        append(said.subscription(), event.number(), place.get(), by);
      } else {
        // An empty payload, or a resource elsewhere: what changed is looked up.
        unknown = true;
      }
      if (event.number() == last + 1) {
        last++;
      }
      highest = Math.max(highest, event.number());
    }
    if (said.eventsSinceStart() != null) {
      highest = Math.max(highest, said.eventsSinceStart());
    }
    last = run(said.subscription(), last, highest);
    if (unknown) {
      Sweeps.want(open, kept);
      open.subscriptions().due(kept.name(), open.now());
    }
    moved(last, highest);
  }

  /** Whether events are known to be missing. */
  boolean misses() {
    return heard.last() < heard.highest();
  }

  private void append(String subscription, long number, String place, String by) {
    String key = key(subscription, number);
    Optional<Entry> there = open.entries().find(EntryKind.RESOURCE_ANNOUNCED, key);
    // A server that counts anew under the same id says another thing under the same number.
    boolean another = there.isPresent() && !place.equals(there.get().payload().get("place"));
    open.append(draft(another ? key + "#" + place : key, kept, place, by));
  }

  /** An entry that says that the resource is to be fetched. */
  static EntryDraft draft(String key, KeptSubscription kept, String place, String by) {
    return EntryDraft.of(
        EntryKind.RESOURCE_ANNOUNCED,
        key,
        Map.of("source", kept.source(), "place", place, "subscription", kept.name(), "by", by));
  }

  private String key(String subscription, long number) {
    return kept.name() + "#" + subscription + "#" + number;
  }

  /** How far the events are here without a gap. */
  private long run(String subscription, long from, long highest) {
    long last = from;
    for (int step = 0; last < highest && step < LONGEST_RUN; step++) {
      if (open.entries()
          .find(EntryKind.RESOURCE_ANNOUNCED, key(subscription, last + 1))
          .isEmpty()) {
        break;
      }
      last++;
    }
    return last;
  }

  private void moved(long last, long highest) {
    Instant now = open.now();
    Instant since = heard.gapSince();
    long took = heard.caughtUpInMillis();
    if (last < highest) {
      since = since == null ? now : since;
    } else if (since != null) {
      took = Duration.between(since, now).toMillis();
      since = null;
    }
    heard = new Heard(last, highest, now, since, took);
    open.subscriptions().save(kept.name(), heard);
  }
}
