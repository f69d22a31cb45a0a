package org.diptych.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;

/** Puts the work of an entry before a person. */
final class SetAside {
  private SetAside() {}

  /** Appends {@code set-aside} for the entry, once, and shows its case as set aside. */
  static void entry(Transaction transaction, long id, String reason) {
    Optional<Entry> found = transaction.entries().find(id);
    if (found.isEmpty()) {
      return;
    }
    Entry entry = found.get();
    Map<String, String> payload = new HashMap<>();
    payload.put("reason", reason);
    payload.put("entry", Long.toString(id));
    payload.put("kind", entry.kind().wireName());
    EntryDraft draft = EntryDraft.of(EntryKind.SET_ASIDE, "entry#" + id, payload);
    CaseId caseId = entry.caseId();
    if (caseId == null) {
      transaction.append(draft);
      return;
    }
    Optional<Case> shown = transaction.cases().lock(caseId);
    Priority priority = shown.map(Case::priority).orElse(Priority.ROUTINE);
    transaction.append(draft.forCase(caseId).with(priority));
    shown.ifPresent(
        known ->
            transaction
                .cases()
                .save(
                    new Case(
                        known.id(),
                        known.version(),
                        known.study(),
                        known.settled(),
                        known.report(),
                        known.reportVersion(),
                        CaseState.SET_ASIDE,
                        reason,
                        known.priority(),
                        known.opened(),
                        transaction.now())));
  }
}
