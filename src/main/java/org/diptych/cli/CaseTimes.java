package org.diptych.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.study.CaseId;

/**
 * When a case was ready, read, written and delivered, as the journal has it. The entry of a
 * delivery is written when the server has answered, which it does when it has committed.
 */
record CaseTimes(Instant ready, Duration model, Instant read, Instant written, Instant delivered) {
  /** From the findings to the committed results. */
  Duration delivery() {
    return Duration.between(read, delivered);
  }

  /** From the findings to the transaction that waits to be sent. */
  Duration writing() {
    return Duration.between(read, written);
  }

  /** From the settled case to its findings, without the model. */
  Duration reading() {
    return Duration.between(ready, read).minus(model);
  }

  /** From the settled and paired case to the committed results, without the model. */
  Duration overhead() {
    return Duration.between(ready, delivered).minus(model);
  }

  /** Of the cases with these numbers that were delivered. */
  static List<CaseTimes> of(JournalDatabase database, BenchCases cases, int from, int to) {
    Journal journal = new Journal(database, Clock.systemUTC());
    return IntStream.range(from, to)
        .mapToObj(number -> of(journal, cases.id(number)))
        .flatMap(Optional::stream)
        .toList();
  }

  /** When each of the cases with these numbers was delivered, in order. */
  static List<Instant> deliveries(JournalDatabase database, BenchCases cases, int from, int to) {
    Journal journal = new Journal(database, Clock.systemUTC());
    List<Instant> deliveries = new ArrayList<>();
    for (int number = from; number < to; number++) {
      find(entries(journal, cases.id(number)), EntryKind.DELIVERED)
          .ifPresent(entry -> deliveries.add(entry.recordedAt()));
    }
    deliveries.sort(null);
    return deliveries;
  }

  private static Optional<CaseTimes> of(Journal journal, CaseId id) {
    List<Entry> entries = entries(journal, id);
    Optional<Entry> ready = find(entries, EntryKind.CASE_READY);
    Optional<Entry> read = find(entries, EntryKind.FINDINGS_READY);
    Optional<Entry> written = find(entries, EntryKind.RESULTS_READY);
    Optional<Entry> delivered = find(entries, EntryKind.DELIVERED);
    if (ready.isEmpty() || read.isEmpty() || written.isEmpty() || delivered.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CaseTimes(
            ready.get().recordedAt(),
            Duration.ofMillis(Long.parseLong(read.get().get("modelMillis"))),
            read.get().recordedAt(),
            written.get().recordedAt(),
            delivered.get().recordedAt()));
  }

  private static List<Entry> entries(Journal journal, CaseId id) {
    return journal.transact(open -> open.entries().ofCase(id));
  }

  private static Optional<Entry> find(List<Entry> entries, EntryKind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).findFirst();
  }
}
