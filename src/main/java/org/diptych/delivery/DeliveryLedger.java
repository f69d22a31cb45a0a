package org.diptych.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.diptych.journal.Entries;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Receipt;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;

/** Records in the journal what came of a delivery, whatever the destination. */
@ApplicationScoped
public class DeliveryLedger {
  private final Clock clock;

  @Inject
  public DeliveryLedger(Clock clock) {
    this.clock = clock;
  }

  /** Whether results of a later version wait for the same destination or are there already. */
  boolean overtaken(Transaction transaction, Entry results) {
    int version = version(results);
    return transaction.entries().ofCase(results.requireCase()).stream()
        .filter(entry -> entry.kind() == EntryKind.RESULTS_READY)
        .filter(entry -> Objects.equals(entry.destination(), results.destination()))
        .anyMatch(entry -> version(entry) > version);
  }

  /**
   * Whether nothing of the case was written for the same destination before, also not before it was
   * deleted here.
   */
  boolean first(Transaction transaction, Entry results) {
    return transaction.entries().ofCase(results.requireCase()).stream()
        .filter(
            entry ->
                entry.kind() == EntryKind.CASE_DELETED
                    || entry.kind() == EntryKind.RESULTS_READY
                        && Objects.equals(entry.destination(), results.destination()))
        .noneMatch(entry -> entry.id() < results.id());
  }

  /**
   * The results are there; the case is delivered when no destination of its version waits. One that
   * was withdrawn goes on waiting for what it waits for.
   */
  Receipt delivered(Transaction transaction, Entry results, Map<String, String> payload) {
    Receipt receipt =
        transaction.append(
            EntryDraft.of(EntryKind.DELIVERED, results.key(), payload)
                .forCase(results.requireCase())
                .to(destination(results)));
    current(transaction, results)
        .filter(subject -> allDelivered(transaction.entries(), results))
        .filter(subject -> !withdrawn(transaction.entries(), subject))
        .ifPresent(
            subject -> transaction.cases().save(in(subject, CaseState.DELIVERED, "delivered")));
    return receipt;
  }

  /** The destination will never take the results as they are: a person must look. */
  Receipt setAside(Transaction transaction, Entry results, String reason) {
    Optional<Case> subject = current(transaction, results);
    subject.ifPresent(found -> transaction.cases().save(in(found, CaseState.SET_ASIDE, reason)));
    // Named and described as the journal does when it gives up, so that one page shows both.
    return transaction.append(
        EntryDraft.of(
                EntryKind.SET_ASIDE,
                "entry#" + results.id(),
                Map.of(
                    "reason", reason,
                    "entry", Long.toString(results.id()),
                    "kind", results.kind().wireName()))
            .forCase(results.requireCase())
            .to(destination(results))
            .with(subject.map(Case::priority).orElse(Priority.ROUTINE)));
  }

  /** The case, locked, unless a newer version is on its way and its state is not ours to change. */
  private static Optional<Case> current(Transaction transaction, Entry results) {
    return transaction
        .cases()
        .lock(results.requireCase())
        .filter(subject -> subject.version() == version(results));
  }

  private static boolean withdrawn(Entries entries, Case subject) {
    return entries
        .find(EntryKind.CASE_WITHDRAWN, subject.id() + "#" + subject.version())
        .isPresent();
  }

  private static boolean allDelivered(Entries entries, Entry results) {
    return entries.ofCase(results.requireCase()).stream()
        .filter(entry -> entry.kind() == EntryKind.RESULTS_READY)
        .filter(entry -> version(entry) == version(results))
        .allMatch(entry -> entries.find(EntryKind.DELIVERED, entry.key()).isPresent());
  }

  private Case in(Case subject, CaseState state, String reason) {
    // The pairing rule stays readable, the reason of an earlier setting aside does not.
    String why =
        state == CaseState.DELIVERED && subject.state() != CaseState.SET_ASIDE
            ? subject.reason()
            : reason;
    return new Case(
        subject.id(),
        subject.version(),
        subject.study(),
        subject.settled(),
        subject.report(),
        subject.reportVersion(),
        state,
        why,
        subject.priority(),
        subject.opened(),
        clock.instant());
  }

  private static int version(Entry results) {
    return Integer.parseInt(results.get("version"));
  }

  private static String destination(Entry results) {
    String destination = results.destination();
    if (destination == null) {
      throw new IllegalStateException("results-ready entry " + results.id() + " goes nowhere");
    }
    return destination;
  }
}
