package org.diptych.pairing;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Receipt;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;

/** Takes what a person says belongs together, when it is something that can be paired. */
final class ChoiceDesk {
  private static final Set<CaseState> PAIRED =
      EnumSet.of(CaseState.READY, CaseState.READ, CaseState.DELIVERED);

  private final Transaction open;
  private final Evidence evidence;

  ChoiceDesk(Transaction open, PairingConfig config) {
    this.open = open;
    this.evidence = new Evidence(open, config);
  }

  DecisionOutcome choose(CaseId id, String candidate, String who) {
    Optional<Case> known = open.cases().lock(id);
    if (known.isEmpty()) {
      return gone(id, candidate);
    }
    Uid own = known.get().study();
    Optional<Uid> study = own == null ? study(candidate) : Optional.of(own);
    Optional<ReportKey> report =
        own == null ? Optional.ofNullable(known.get().report()) : report(own, candidate);
    if (study.isEmpty() || report.isEmpty()) {
      return new DecisionOutcome.UnknownCandidate(
          "there is no such study or report to pair this case with");
    }
    if (open.choices().ofStudy(study.get()).isEmpty() && PAIRED.contains(known.get().state())) {
      return new DecisionOutcome.NotNow("the case is paired and waits for nobody's choice");
    }
    Optional<KeptReport> kept = open.reports().latest(report.get());
    if (kept.filter(each -> each.report().status() != ReportStatus.CANCELLED).isEmpty()) {
      return new DecisionOutcome.NotNow("the report was cancelled");
    }
    revive(CaseId.of(study.get()));
    Receipt receipt = open.choices().keep(study.get(), report.get(), who);
    return new DecisionOutcome.Done(receipt.entryId(), CaseId.of(study.get()), receipt.fresh());
  }

  /** The case of a report ends when it is paired: the choice that ended it may be asked again. */
  private DecisionOutcome gone(CaseId id, String candidate) {
    return study(candidate)
        .flatMap(open.choices()::ofStudy)
        .filter(choice -> CaseId.of(choice.report()).equals(id))
        .<DecisionOutcome>map(
            choice ->
                new DecisionOutcome.Done(choice.entry(), CaseId.of(new Uid(candidate)), false))
        .orElseGet(DecisionOutcome.UnknownCase::new);
  }

  DecisionOutcome takeBack(CaseId id, String who) {
    Optional<Case> known = open.cases().lock(id);
    if (known.isEmpty()) {
      return new DecisionOutcome.UnknownCase();
    }
    Uid study = known.get().study();
    return (study == null ? Optional.<Receipt>empty() : open.choices().undo(study, who))
        .<DecisionOutcome>map(
            receipt -> new DecisionOutcome.Done(receipt.entryId(), id, receipt.fresh()))
        .orElseGet(() -> new DecisionOutcome.NotNow("no person chose anything for this case"));
  }

  /** A study by its UID. */
  private Optional<Uid> study(String candidate) {
    try {
      return open.studies().find(new Uid(candidate)).map(found -> found.uid());
    } catch (IllegalArgumentException noUid) {
      return Optional.empty();
    }
  }

  /** A report by the case that it would be alone, else by the case that it is part of. */
  private Optional<ReportKey> report(Uid own, String candidate) {
    try {
      CaseId id = CaseId.parse(candidate);
      return evidence.reportsAround(own).stream()
          .filter(key -> CaseId.of(key).equals(id))
          .findFirst()
          .or(() -> open.cases().find(id).flatMap(found -> Optional.ofNullable(found.report())));
    } catch (IllegalArgumentException noCase) {
      return Optional.empty();
    }
  }

  /** A person who chooses wants the case, even one that was abandoned before. */
  private void revive(CaseId id) {
    open.cases()
        .lock(id)
        .filter(known -> known.state() == CaseState.ABANDONED)
        .ifPresent(
            known ->
                open.cases()
                    .save(
                        (known.report() == null ? known : known.withoutReport())
                            .in(CaseState.AWAITING_REPORT, "chosen by a person", known.changed())));
  }
}
