package org.diptych.pairing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.Decisions;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/** Pairs settled studies with their reports, in whatever order things become known. */
@ApplicationScoped
@Named("pairingDesk")
public class PairingDesk implements Decisions {
  private static final int LOOKS = 10;

  private final Journal journal;
  private final PairingConfig config;
  private final Clock clock;

  @Inject
  PairingDesk(Journal journal, PairingConfig config, Clock clock) {
    this.journal = journal;
    this.config = config;
    this.clock = clock;
  }

  /** Looks for the report of a study that has settled. */
  public PairingOutcome offerStudy(Entry settled) {
    Uid uid = new Uid(settled.get("study"));
    return Objects.requireNonNull(look(settled, List.of(uid), List.of()).studies().get(uid));
  }

  /** Looks for the studies of a report that has arrived. */
  public PairingOutcome offerReport(Entry arrived) {
    ReportKey key = new ReportKey(arrived.get("report"));
    PairingOutcome outcome = look(arrived, List.of(), List.of(key)).reports().get(key);
    return outcome == null ? new PairingOutcome.Unknown() : outcome;
  }

  /** Looks again at what an order concerns, now that it says more. */
  public void offerOrder(Entry arrived) {
    journal
        .transact(
            open -> {
              OrderNotices.announce(open, arrived.id());
              return Affected.byOrder(open, arrived.id());
            })
        .forEach(each -> look(arrived, each.studies(), each.reports()));
  }

  /** Looks again at the studies and reports of a patient whose identity changed. */
  public void offerPatient(Entry arrived) {
    journal
        .transact(open -> Affected.byPatient(open, arrived.id()))
        .forEach(each -> look(arrived, each.studies(), each.reports()));
  }

  /** Pairs what a person said belongs together, or parts what was said so before. */
  public PairingOutcome offerChoice(Entry chosen) {
    Uid study = new Uid(chosen.get("study"));
    ReportKey report = new ReportKey(chosen.get("report"));
    return Objects.requireNonNull(
        look(chosen, List.of(study), List.of(report)).studies().get(study));
  }

  /** Sets a case aside that still waits for its other half. */
  public PairingOutcome overdue(Entry timer) {
    CaseState waiting = CaseState.valueOf(timer.get("state"));
    return journal.transact(
        open -> {
          Optional<Case> known = open.cases().lock(timer.requireCase());
          if (known.isEmpty()) {
            return new PairingOutcome.Unknown();
          }
          if (known.get().state() != waiting) {
            return new PairingOutcome.Unchanged(known.get().id());
          }
          return book(open, timer).overdue(known.get());
        });
  }

  @Override
  public DecisionOutcome choose(CaseId id, String candidate, String who) {
    return journal.transact(open -> new ChoiceDesk(open, config).choose(id, candidate, who));
  }

  @Override
  public DecisionOutcome takeBack(CaseId id, String who) {
    return journal.transact(open -> new ChoiceDesk(open, config).takeBack(id, who));
  }

  @Override
  public DecisionOutcome abandon(CaseId id, String who) {
    return journal.transact(
        open -> {
          Optional<Case> known = open.cases().lock(id);
          if (known.isEmpty()) {
            return new DecisionOutcome.UnknownCase();
          }
          return known.get().state() == CaseState.ABANDONED
              ? abandoned(open, id)
              : new DecisionOutcome.Done(
                  new CaseBook(open, clock.instant()).abandon(known.get(), who).entryId(),
                  id,
                  true);
        });
  }

  /** A case is abandoned once; nobody abandons one that nothing waits for any more. */
  private static DecisionOutcome abandoned(Transaction open, CaseId id) {
    return open.entries().ofCase(id).stream()
        .filter(entry -> entry.kind() == EntryKind.CASE_ABANDONED)
        .reduce((earlier, later) -> later)
        .<DecisionOutcome>map(entry -> new DecisionOutcome.Done(entry.id(), id, false))
        .orElseGet(() -> new DecisionOutcome.NotNow("nothing waits for the case any more"));
  }

  /** What was looked up before it was locked may have moved; then the desk looks again. */
  private PairingRound.Outcomes look(
      Entry occasion, Collection<Uid> studies, Collection<ReportKey> reports) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<PairingRound.Outcomes> outcome =
          journal.transact(
              open -> PairingRound.run(open, config, book(open, occasion), studies, reports));
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw new IllegalStateException("study and report keep changing");
  }

  private CaseBook book(Transaction open, Entry occasion) {
    return new CaseBook(open, clock.instant(), Long.toString(occasion.id()));
  }
}
