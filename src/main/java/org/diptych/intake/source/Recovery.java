package org.diptych.intake.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.notification.Notification;
import org.diptych.fhir.source.ChangedResources;
import org.diptych.fhir.source.ChangedResources.Change;
import org.diptych.fhir.source.SubscriptionWay;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.Heard;
import org.diptych.journal.KeptSubscription.Swept;
import org.jboss.logging.Logger;

/**
 * Gets what no notification brought: by {@code $events} where event numbers are missing, else by a
 * search of what changed.
 */
final class Recovery {
  private static final Logger LOG = Logger.getLogger(Recovery.class);

  /** The rest is looked up the next time, from where this one ended. */
  private static final int MOST_PAGES = 1000;

  private final Journal journal;
  private final Clock clock;

  Recovery(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Whether the server could be asked for what was wanted; true when nothing was. */
  boolean recover(Source source, KeptSubscription kept) {
    Instant gap = kept.heard().gapSince();
    boolean missing = gap != null && !gap.plus(EventLog.GRACE).isAfter(clock.instant());
    if (missing && events(source, kept)) {
      missing = false;
    }
    if (missing || kept.swept().isWanted() || isTime(source, kept)) {
      return sweep(source, kept);
    }
    return true;
  }

  /** Every look is one that was asked for, so that it is known which were answered. */
  void wantSweep(String name) {
    journal.transact(
        open -> {
          open.subscriptions().lock(name).ifPresent(kept -> Sweeps.want(open, kept));
          return 0;
        });
  }

  private boolean isTime(Source source, KeptSubscription kept) {
    boolean polled = SubscriptionWay.POLLING.name().equals(kept.remote().way());
    Duration every = polled ? source.config().pollEvery() : source.config().sweepEvery();
    return !kept.swept().at().plus(every).isAfter(clock.instant());
  }

  /** Whether {@code $events} closed the gap. */
  private boolean events(Source source, KeptSubscription kept) {
    String id = kept.remote().id();
    if (id == null) {
      return false;
    }
    FhirAnswer<Notification> answer =
        source.subscriptions().events(id, kept.heard().last() + 1, kept.heard().highest());
    if (!(answer instanceof FhirAnswer.Done<Notification> done)
        || !done.value().subscription().equals(id)) {
      return false;
    }
    return journal.transact(
        open -> {
          KeptSubscription now = open.subscriptions().lock(kept.name()).orElseThrow();
          EventLog log = new EventLog(open, now, source);
          log.keep(done.value(), "events");
          return !log.misses();
        });
  }

  private boolean sweep(Source source, KeptSubscription kept) {
    ChangedResources changes = source.server().changes();
    Instant from = kept.swept().to().minus(source.config().overlap());
    FhirAnswer<ChangedResources.Found> page =
        changes.since(from, kept.type(), source.criteria(kept.type()));
    Instant newest = kept.swept().to();
    int pages = 0;
    for (; ; pages++) {
      if (!(page instanceof FhirAnswer.Done<ChangedResources.Found> done)) {
        LOG.warnf("subscription=%s: what changed can not be looked up", kept.name());
        wantSweep(kept.name());
        return false;
      }
      newest = keep(kept, done.value().changes(), newest);
      String next = done.value().next();
      if (next == null || pages == MOST_PAGES) {
        break;
      }
      page = changes.next(next, kept.type());
    }
    ended(kept, newest, pages == MOST_PAGES);
    return true;
  }

  private Instant keep(KeptSubscription kept, List<Change> changes, Instant newest) {
    return journal.transact(
        open -> {
          Instant latest = newest;
          for (Change change : changes) {
            open.append(
                EventLog.draft(
                    kept.source() + "#" + change.place() + "/_history/" + change.version(),
                    kept,
                    change.place(),
                    "search"));
            Instant updated = change.updated();
            latest = updated != null && updated.isAfter(latest) ? updated : latest;
          }
          return latest;
        });
  }

  /** Everything that was known to be missing when the look began is here now. */
  private void ended(KeptSubscription begun, Instant newest, boolean more) {
    journal.transact(
        open -> {
          KeptSubscription now = open.subscriptions().lock(begun.name()).orElseThrow();
          Instant at = open.now();
          open.subscriptions()
              .save(
                  begun.name(),
                  new Swept(
                      now.swept().wanted(),
                      more ? now.swept().done() : begun.swept().wanted(),
                      at,
                      newest));
          Heard heard = now.heard();
          long last = Math.max(heard.last(), begun.heard().highest());
          Instant gap = heard.gapSince();
          boolean closed = gap != null && last >= heard.highest() && !more;
          if (closed) {
            open.subscriptions()
                .save(
                    begun.name(),
                    new Heard(
                        heard.highest(),
                        heard.highest(),
                        heard.at(),
                        null,
                        Duration.between(gap, at).toMillis()));
          }
          return 0;
        });
  }
}
