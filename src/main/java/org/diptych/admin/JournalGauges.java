package org.diptych.admin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.ObjectStore;
import org.diptych.study.CaseState;
import org.jspecify.annotations.Nullable;

/** Counts of the journal as metrics; a gauge without an answer is {@code NaN}. */
@ApplicationScoped
class JournalGauges {
  /** One scrape reads many gauges; they share one look at the journal. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Journal journal;
  private final ObjectStore objects;
  private final Clock clock;
  private @Nullable Counts latest;

  JournalGauges(Journal journal, ObjectStore objects, Clock clock) {
    this.journal = journal;
    this.objects = objects;
    this.clock = clock;
  }

  private record Counts(
      Instant at, @Nullable Map<CaseState, Long> cases, @Nullable Map<String, Long> entries) {}

  void register(@Observes StartupEvent started, MeterRegistry registry) {
    for (CaseState state : CaseState.values()) {
      Gauge.builder("diptych.cases", () -> of(counts().cases(), state))
          .description("Cases in a state")
          .tag("state", state.name())
          .register(registry);
    }
    for (EntryKind kind : EntryKind.values()) {
      Gauge.builder("diptych.entries", () -> of(counts().entries(), kind.wireName()))
          .description("Journal entries of a kind")
          .tag("kind", kind.wireName())
          .register(registry);
    }
    Gauge.builder("diptych.disk.free", this::freeBytes)
        .description("Bytes that may still be written under the data directory")
        .baseUnit("bytes")
        .register(registry);
  }

  private static <K> double of(@Nullable Map<K, Long> counts, K key) {
    return counts == null ? Double.NaN : counts.getOrDefault(key, 0L);
  }

  private synchronized Counts counts() {
    Instant now = clock.instant();
    Counts counts = latest;
    if (counts == null || counts.at().plus(FRESH).isBefore(now)) {
      counts = count(now);
      latest = counts;
    }
    return counts;
  }

  private Counts count(Instant now) {
    try {
      return journal.transact(
          open -> new Counts(now, open.cases().counts(), open.entries().counts()));
    } catch (JournalUnavailable e) {
      return new Counts(now, null, null);
    }
  }

  private double freeBytes() {
    try {
      return objects.usableBytes();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
