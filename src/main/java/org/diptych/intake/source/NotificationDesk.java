package org.diptych.intake.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.diptych.fhir.notification.Notification;
import org.diptych.fhir.notification.Notification.Kind;
import org.diptych.fhir.notification.NotificationReader;
import org.diptych.fhir.notification.NotificationReading;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.Remote;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.journal.Transaction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps what notifications say before their sender is told that it arrived. */
@ApplicationScoped
public class NotificationDesk {
  private static final Logger LOG = Logger.getLogger(NotificationDesk.class);

  private final Journal journal;
  private final Sources sources;
  private final SubscriptionSecrets secrets;

  @Inject
  public NotificationDesk(Journal journal, Sources sources, SubscriptionSecrets secrets) {
    this.journal = journal;
    this.sources = sources;
    this.secrets = secrets;
  }

  /**
   * Whether the subscription is one of ours and the sender knows its secret.
   *
   * @return null when so, else what the sender is told
   */
  @Nullable NotificationOutcome refusal(String name, @Nullable String authorization) {
    try {
      Optional<KeptSubscription> kept = journal.transact(open -> open.subscriptions().find(name));
      if (kept.isEmpty() || sources.find(kept.get().source()).isEmpty()) {
        return NotificationOutcome.UNKNOWN;
      }
      if (authorization == null || !secrets.matches(name, authorization)) {
        LOG.warnf("notification refused subscription=%s: the secret is another", name);
        return NotificationOutcome.NOT_AUTHORISED;
      }
      return null;
    } catch (JournalUnavailable e) {
      return NotificationOutcome.UNAVAILABLE;
    }
  }

  /** Keeps a notification of a sender who has shown the secret. */
  NotificationOutcome keep(String name, byte[] body) {
    NotificationReading reading = NotificationReader.read(body);
    if (reading instanceof NotificationReading.Refused refused) {
      LOG.warnf("notification refused subscription=%s: %s", name, refused.reason());
      return NotificationOutcome.MALFORMED;
    }
    Notification said = ((NotificationReading.Read) reading).notification();
    return durably(name, (open, kept) -> keep(open, kept, said));
  }

  /** A subscription by criteria says that something changed, not what. */
  NotificationOutcome keepSomething(String name) {
    return durably(
        name,
        (open, kept) -> {
          Sweeps.want(open, kept);
          open.subscriptions().due(name, open.now());
        });
  }

  /** What is written of one subscription in one transaction. */
  private interface Writing {
    void in(Transaction open, KeptSubscription kept);
  }

  private NotificationOutcome durably(String name, Writing writing) {
    try {
      return journal.transact(
          open -> {
            KeptSubscription kept = open.subscriptions().lock(name).orElseThrow();
            writing.in(open, kept);
            return NotificationOutcome.KEPT;
          });
    } catch (JournalUnavailable e) {
      LOG.errorf("notification not kept subscription=%s: the journal is not available", name);
      return NotificationOutcome.UNAVAILABLE;
    }
  }

  private void keep(Transaction open, KeptSubscription kept, Notification said) {
    Source source = sources.find(kept.source()).orElseThrow();
    String known = kept.remote().id();
    if (known != null && !known.equals(said.subscription())) {
      // One that we gave up still speaks, or the server made it anew: look for ourselves.
      Sweeps.want(open, kept);
      open.subscriptions().due(kept.name(), open.now());
      return;
    }
    EventLog events = new EventLog(open, kept, source);
    if (said.kind() == Kind.HANDSHAKE) {
      events.begin(said.eventsSinceStart());
    }
    events.keep(said, "notification");
    open.subscriptions()
        .save(kept.name(), new Remote("TOPIC", said.subscription(), state(said), 0));
    if (events.misses() || state(said) == State.FAILED) {
      open.subscriptions().due(kept.name(), open.now().plus(EventLog.GRACE));
    }
  }

  /** A handshake that we answer makes the subscription active, whatever status it still says. */
  private static State state(Notification said) {
    return switch (said.status()) {
      case "error", "off", "entered-in-error" -> State.FAILED;
      default -> State.ACTIVE;
    };
  }
}
