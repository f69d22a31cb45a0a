package org.diptych.intake.source;

import org.diptych.fhir.source.SourceContent;
import org.diptych.journal.Transaction;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientChange.Kind;

/** Keeps what a Patient says, and takes back the merges that it said before and says no more. */
final class PatientIntake {
  private final Transaction open;
  private final String sender;
  private final String object;
  private int kept;

  PatientIntake(Transaction open, String sender, String object) {
    this.open = open;
    this.sender = sender;
    this.object = object;
  }

  void keep(SourceContent.Patients said) {
    said.changes().forEach(this::keep);
    if (!said.whole()) {
      return; // a link whose other end is not to be had is no link that was taken away
    }
    String anyVersion = said.version().replaceFirst("/_history/.*", "/_history/");
    for (PatientChange merge : open.patients().merges(said.self(), sender, anyVersion)) {
      // What this version says again has taken the place of what an earlier one said.
      if (!merge.controlId().equals(said.version())) {
        keep(
            new PatientChange(
                Kind.UNMERGE, merge.patient(), merge.prior(), said.version(), said.at()));
      }
    }
  }

  /** One message has one control ID: what it says besides is told apart by its sender. */
  private void keep(PatientChange change) {
    kept++;
    open.patients().keep(change, kept == 1 ? sender : sender + "|" + kept, object);
  }
}
