package org.diptych.inference;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Receipt;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.diptych.study.Priority;

/** Records in the journal what came of a reading. */
final class ReadingLedger {
  /** A case set aside may have been sent here again, when a model for it was there. */
  private static final Set<CaseState> WAITING = EnumSet.of(CaseState.READY, CaseState.SET_ASIDE);

  private ReadingLedger() {}

  /** The findings are kept and on their way; kept twice, they are there once. */
  static Receipt keep(
      Transaction transaction, Entry caseReady, ReadingOutcome.Read read, Clock clock) {
    Findings findings = read.findings();
    Optional<Case> subject = current(transaction, caseReady);
    transaction.cases().keep(findings);
    subject
        .filter(found -> WAITING.contains(found.state()))
        .ifPresent(
            found -> transaction.cases().save(in(found, CaseState.READ, found.reason(), clock)));
    String version = Integer.toString(findings.version());
    return transaction.append(
        EntryDraft.of(
                EntryKind.FINDINGS_READY,
                findings.caseId() + "#" + version,
                Map.of("version", version, "modelMillis", Long.toString(read.took().toMillis())))
            .forCase(findings.caseId())
            .with(priority(subject)));
  }

  /** A person must look. */
  static Receipt setAside(
      Transaction transaction, Entry caseReady, ReadingOutcome.SetAside aside, Clock clock) {
    Optional<Case> subject = current(transaction, caseReady);
    subject.ifPresent(
        found -> transaction.cases().save(in(found, CaseState.SET_ASIDE, aside.reason(), clock)));
    return transaction.append(
        EntryDraft.of(
                EntryKind.SET_ASIDE,
                caseReady.requireCase() + "#" + caseReady.get("version") + "/reading",
                Map.of("reason", aside.reason(), "version", caseReady.get("version")))
            .forCase(caseReady.requireCase())
            .with(priority(subject)));
  }

  /** The case, locked, unless a newer version is on its way and its state is not ours to change. */
  private static Optional<Case> current(Transaction transaction, Entry caseReady) {
    int version = Integer.parseInt(caseReady.get("version"));
    return transaction
        .cases()
        .lock(caseReady.requireCase())
        .filter(found -> found.version() == version);
  }

  private static Priority priority(Optional<Case> subject) {
    return subject.map(Case::priority).orElse(Priority.ROUTINE);
  }

  private static Case in(Case subject, CaseState state, String reason, Clock clock) {
    return new Case(
        subject.id(),
        subject.version(),
        subject.study(),
        subject.settled(),
        subject.report(),
        subject.reportVersion(),
        state,
        reason,
        subject.priority(),
        subject.opened(),
        clock.instant());
  }
}
