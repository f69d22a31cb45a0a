package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has a stage do its work on a case again; stages are idempotent, so this can do no harm. */
@ApplicationScoped
class ReplayDesk {
  private static final Logger LOG = Logger.getLogger(ReplayDesk.class);

  /** Timers and announcements move no case: replayed only when asked for by their number. */
  private static final Set<EntryKind> NEVER_BY_DEFAULT =
      Set.of(EntryKind.STUDY_DUE, EntryKind.CASE_DUE, EntryKind.SET_ASIDE);

  private static final Set<EntryKind> SETTLING =
      Set.of(EntryKind.STUDY_DUE, EntryKind.STUDY_SETTLED);

  private final Journal journal;

  ReplayDesk(Journal journal) {
    this.journal = journal;
  }

  /** What became of the wish. */
  sealed interface Outcome {
    record Replayed(long entry, String kind) implements Outcome {}

    record UnknownCase() implements Outcome {}

    record NothingToReplay() implements Outcome {}

    record NoWorkOfTheCase(long entry) implements Outcome {}
  }

  /**
   * Makes work due again.
   *
   * @param entry which, or null for the last step of the case; of an entry that is no work the work
   *     that it came from or led to
   */
  Outcome replay(CaseId id, @Nullable Long entry) {
    Outcome outcome = journal.transact(open -> replay(open, id, entry));
    if (outcome instanceof Outcome.Replayed replayed) {
      LOG.infof("replay asked for case=%s entry=%d kind=%s", id, replayed.entry(), replayed.kind());
    }
    return outcome;
  }

  private static Outcome replay(Transaction open, CaseId id, @Nullable Long entry) {
    Optional<Case> found = open.cases().find(id);
    if (found.isEmpty()) {
      return new Outcome.UnknownCase();
    }
    Optional<Entry> chosen =
        entry == null
            ? lastStep(open.entries().ofCase(id))
            : numbered(open, CaseStory.entries(open, found.get()), entry);
    if (chosen.isEmpty()) {
      return entry == null ? new Outcome.NothingToReplay() : new Outcome.NoWorkOfTheCase(entry);
    }
    Entry work = chosen.get();
    return open.entries().replay(work.id())
        ? new Outcome.Replayed(work.id(), work.kind().wireName())
        : new Outcome.NoWorkOfTheCase(work.id());
  }

  private static Optional<Entry> lastStep(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.kind().isWork() && !NEVER_BY_DEFAULT.contains(entry.kind()))
        .reduce((earlier, later) -> later);
  }

  private static Optional<Entry> numbered(Transaction open, List<Entry> entries, long number) {
    return entries.stream()
        .filter(entry -> entry.id() == number)
        .findFirst()
        .flatMap(
            entry -> entry.kind().isWork() ? Optional.of(entry) : madeOf(open, entries, entry));
  }

  /** The work that an entry came from or led to, when it is none itself. */
  private static Optional<Entry> madeOf(Transaction open, List<Entry> entries, Entry entry) {
    return switch (entry.kind()) {
      case DELIVERED -> open.entries().find(EntryKind.RESULTS_READY, entry.key());
      case INSTANCE_KEPT ->
          entries.stream()
              .filter(later -> later.id() > entry.id() && SETTLING.contains(later.kind()))
              .max(Comparator.comparing(later -> later.kind() == EntryKind.STUDY_SETTLED));
      default -> Optional.empty();
    };
  }
}
