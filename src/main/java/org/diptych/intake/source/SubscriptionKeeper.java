package org.diptych.intake.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.notification.Notification;
import org.diptych.fhir.source.SubscriptionWay;
import org.diptych.journal.Backoff;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.Heard;
import org.diptych.journal.KeptSubscription.Remote;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.journal.Transaction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes our subscriptions at the configured servers and looks after them: requests, requests again
 * what failed, notices silence and gaps, and looks up what was missed.
 */
@ApplicationScoped
@Named("subscriptionKeeper")
public class SubscriptionKeeper {
  private static final Logger LOG = Logger.getLogger(SubscriptionKeeper.class);

  /** Another engine takes over what was not finished by then. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Backoff RETRIES = new Backoff(FIRST_RETRY, Duration.ofMinutes(5));
  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(5);

  private final Journal journal;
  private final Sources sources;
  private final SubscriptionSecrets secrets;
  private final Recovery recovery;
  private final Clock clock;
  private final String endpoints;
  private boolean wanted;

  @Inject
  public SubscriptionKeeper(
      Journal journal,
      Sources sources,
      SubscriptionSecrets secrets,
      NotificationConfig config,
      Clock clock,
      @ConfigProperty(name = "diptych.bind") String bind,
      @ConfigProperty(name = "diptych.http.port") int port) {
    this.journal = journal;
    this.sources = sources;
    this.secrets = secrets;
    this.recovery = new Recovery(journal, clock);
    this.clock = clock;
    String base =
        config.url().map(Object::toString).orElseGet(() -> "http://" + host(bind) + ":" + port);
    this.endpoints = base.replaceAll("/+$", "") + NotificationServlet.PATH + "/";
  }

  /** Nobody can post to "every address"; of this machine it is the loopback. */
  private static String host(String bind) {
    return bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
  }

  /** Looks after what is due; does nothing when nothing is. */
  public synchronized void tend() {
    if (sources.all().isEmpty()) {
      return;
    }
    if (!wanted) {
      journal.transact(
          open -> {
            sources.all().forEach(source -> want(open, source));
            return 0;
          });
      wanted = true;
    }
    for (KeptSubscription due : journal.transact(open -> open.subscriptions().claim(LEASE))) {
      sources.find(due.source()).ifPresent(source -> tend(source, due));
    }
  }

  private void want(Transaction open, Source source) {
    for (String type : source.config().resources()) {
      open.subscriptions()
          .want(
              source.subscription(type),
              source.name(),
              type,
              open.now().minus(source.config().lookBack()));
      KeptSubscription kept = open.subscriptions().lock(source.subscription(type)).orElseThrow();
      String digest = secrets.digest(kept.name());
      if (isOtherwise(source, kept.remote()) || !digest.equals(kept.secretDigest())) {
        open.subscriptions().secret(kept.name(), digest);
        open.subscriptions()
            .save(kept.name(), new Remote(null, kept.remote().id(), State.WANTED, 0));
        open.subscriptions().due(kept.name(), open.now());
      }
    }
  }

  /** Whether another way was configured, or a better one may be had by now. */
  private static boolean isOtherwise(Source source, Remote remote) {
    FhirSourcesConfig.Way way = source.config().way();
    return remote.way() != null
        && (way == FhirSourcesConfig.Way.AUTO
            ? isBy(remote, SubscriptionWay.POLLING)
            : !way.name().equals(remote.way()));
  }

  private void tend(Source source, KeptSubscription kept) {
    Remote remote = kept.remote();
    if (remote.state() == State.WANTED || remote.state() == State.FAILED) {
      request(source, kept);
    } else if (remote.state() == State.REQUESTED || isSilent(source, kept)) {
      ask(source, kept);
    }
    boolean reached = recovery.recover(source, find(kept.name()));
    journal.transact(
        open -> {
          // A notification may have come meanwhile, and asked for somebody sooner.
          KeptSubscription latest = open.subscriptions().lock(kept.name()).orElseThrow();
          int failures = reached ? 0 : latest.remote().failures() + 1;
          Remote after = withFailures(latest.remote(), failures);
          open.subscriptions().save(kept.name(), after);
          boolean sooner = latest.swept().isWanted() && reached;
          Instant next = open.now().plus(sooner ? Duration.ZERO : pause(source, after));
          open.subscriptions().due(kept.name(), next);
          return 0;
        });
  }

  /** Asks the server to tell us, in the best way that it takes. */
  private void request(Source source, KeptSubscription kept) {
    for (SubscriptionWay way : ways(source, kept)) {
      if (way == SubscriptionWay.POLLING) {
        saved(kept.name(), new Remote(way.name(), null, State.ACTIVE, 0));
        LOG.infof("subscription=%s is polled", kept.name());
        return;
      }
      FhirAnswer<String> answer =
          source
              .subscriptions()
              .request(
                  source.wish(kept, endpoints, secrets.of(kept.name())), way, kept.remote().id());
      if (answer instanceof FhirAnswer.Done<String> done) {
        requested(kept, way, done.value());
        return;
      }
      if (!isNo(answer)) {
        LOG.warnf("subscription=%s: its server can not be asked", kept.name());
        return;
      }
    }
    LOG.errorf("subscription=%s: its server refuses it", kept.name());
    saved(
        kept.name(),
        new Remote(kept.remote().way(), null, State.FAILED, kept.remote().failures() + 1));
  }

  /** The handshake may have come before the answer. */
  private void requested(KeptSubscription kept, SubscriptionWay way, String id) {
    journal.transact(
        open -> {
          Remote now = open.subscriptions().lock(kept.name()).orElseThrow().remote();
          boolean shaken = now.state() == State.ACTIVE && id.equals(now.id());
          if (!shaken) {
            open.subscriptions()
                .save(kept.name(), new Remote(way.name(), id, State.REQUESTED, now.failures()));
          }
          return 0;
        });
    LOG.infof("subscription=%s requested by %s", kept.name(), way);
  }

  private static List<SubscriptionWay> ways(Source source, KeptSubscription kept) {
    List<SubscriptionWay> ways = new ArrayList<>();
    switch (source.config().way()) {
      case TOPIC -> ways.add(SubscriptionWay.TOPIC);
      case CRITERIA -> ways.add(SubscriptionWay.CRITERIA);
      case POLLING -> ways.add(SubscriptionWay.POLLING);
      case AUTO -> ways.addAll(List.of(SubscriptionWay.values()));
    }
    return ways;
  }

  /** The server understood and does not do it; another way may be taken. */
  private static boolean isNo(FhirAnswer<?> answer) {
    if (answer instanceof FhirAnswer.Unavailable<?> unavailable) {
      return switch (unavailable.status()) {
        case 403, 404, 405, 410, 501 -> true;
        default -> false;
      };
    }
    if (answer instanceof FhirAnswer.Conflict<?> conflict) {
      return conflict.status() == 412;
    }
    return true;
  }

  private boolean isSilent(Source source, KeptSubscription kept) {
    Instant heard = kept.heard().at();
    Duration patience =
        isBy(kept.remote(), SubscriptionWay.TOPIC)
            ? source.config().heartbeat().multipliedBy(2)
            : source.config().sweepEvery();
    return !isBy(kept.remote(), SubscriptionWay.POLLING)
        && (heard == null || heard.plus(patience).isBefore(clock.instant()));
  }

  /** Looks whether the server still has it, and how many events there were. */
  private void ask(Source source, KeptSubscription kept) {
    String id = kept.remote().id();
    if (id == null) {
      anew(kept);
      return;
    }
    FhirAnswer<String> status = source.subscriptions().status(id);
    if (status instanceof FhirAnswer.Done<String> done) {
      State state =
          switch (done.value()) {
            case "active" -> State.ACTIVE;
            case "requested" -> State.REQUESTED;
            default -> State.FAILED;
          };
      LOG.infof("subscription=%s is %s at its server", kept.name(), state);
      Notification events = isBy(kept.remote(), SubscriptionWay.TOPIC) ? events(source, id) : null;
      heard(source, kept, id, state, events);
    } else if (isNo(status)) {
      LOG.warnf("subscription=%s is gone from its server", kept.name());
      anew(kept);
    } else {
      recovery.wantSweep(kept.name());
    }
  }

  /** Another Subscription counts its events from the start; what is between is looked up. */
  private void anew(KeptSubscription kept) {
    saved(kept.name(), new Remote(kept.remote().way(), null, State.WANTED, 0));
    journal.transact(
        open -> {
          open.subscriptions().save(kept.name(), Heard.NOTHING);
          return 0;
        });
    recovery.wantSweep(kept.name());
  }

  private static @Nullable Notification events(Source source, String id) {
    return source.subscriptions().events(id) instanceof FhirAnswer.Done<Notification> done
        ? done.value()
        : null;
  }

  private void heard(
      Source source, KeptSubscription kept, String id, State state, @Nullable Notification events) {
    journal.transact(
        open -> {
          KeptSubscription now = open.subscriptions().lock(kept.name()).orElseThrow();
          boolean shaken = now.remote().state() == State.ACTIVE && state == State.REQUESTED;
          open.subscriptions()
              .save(
                  kept.name(),
                  new Remote(now.remote().way(), id, shaken ? State.ACTIVE : state, 0));
          Notification said =
              events == null
                  ? new Notification(Notification.Kind.QUERY_STATUS, id, "", null, List.of())
                  : events;
          EventLog log = new EventLog(open, now, source);
          log.begin(said.eventsSinceStart());
          log.keep(said, "status");
          return 0;
        });
  }

  private static boolean isBy(Remote remote, SubscriptionWay way) {
    return way.name().equals(remote.way());
  }

  private static Duration pause(Source source, Remote remote) {
    if (remote.failures() > 0) {
      return RETRIES.pause(remote.failures());
    }
    return switch (remote.state()) {
      case WANTED, FAILED -> FIRST_RETRY;
      case REQUESTED -> HANDSHAKE_WITHIN;
      case ACTIVE -> {
        Duration look =
            isBy(remote, SubscriptionWay.POLLING)
                ? source.config().pollEvery()
                : source.config().sweepEvery();
        Duration beat = source.config().heartbeat();
        yield isBy(remote, SubscriptionWay.TOPIC) && beat.compareTo(look) < 0 ? beat : look;
      }
    };
  }

  private static Remote withFailures(Remote remote, int failures) {
    return new Remote(remote.way(), remote.id(), remote.state(), failures);
  }

  private KeptSubscription find(String name) {
    return journal.transact(open -> open.subscriptions().find(name)).orElseThrow();
  }

  private void saved(String name, Remote remote) {
    journal.transact(
        open -> {
          open.subscriptions().save(name, remote);
          return 0;
        });
  }
}
