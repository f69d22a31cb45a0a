package org.diptych.intake.source;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.KeptSubscription;

/** How well each subscription keeps up, as metrics; one without an answer is {@code NaN}. */
@ApplicationScoped
class SubscriptionGauges {
  private static final double MILLIS = 1000;

  private final Journal journal;
  private final Sources sources;
  private final Clock clock;

  SubscriptionGauges(Journal journal, Sources sources, Clock clock) {
    this.journal = journal;
    this.sources = sources;
    this.clock = clock;
  }

  void register(@Observes StartupEvent started, MeterRegistry registry) {
    for (Source source : sources.all()) {
      for (String type : source.config().resources()) {
        String name = source.subscription(type);
        gauge(
            registry,
            "diptych.subscription.state",
            "0 wanted, 1 requested, 2 active, 3 failed",
            name,
            kept -> kept.remote().state().ordinal());
        gauge(
            registry,
            "diptych.subscription.gap.seconds",
            "Since when events are known to be missing; 0 when none are",
            name,
            this::gap);
        gauge(
            registry,
            "diptych.subscription.catch.up.seconds",
            "How long it took to get everything after the last gap",
            name,
            kept -> kept.heard().caughtUpInMillis() / MILLIS);
      }
    }
  }

  private void gauge(
      MeterRegistry registry,
      String gauge,
      String description,
      String name,
      ToDoubleFunction<KeptSubscription> value) {
    Gauge.builder(gauge, () -> of(name, value))
        .description(description)
        .tag("subscription", name)
        .register(registry);
  }

  private double of(String name, ToDoubleFunction<KeptSubscription> value) {
    try {
      return journal
          .transact(open -> open.subscriptions().find(name))
          .map(value::applyAsDouble)
          .orElse(Double.NaN);
    } catch (JournalUnavailable e) {
      return Double.NaN;
    }
  }

  private double gap(KeptSubscription kept) {
    Instant since = kept.heard().gapSince();
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / MILLIS;
  }
}
