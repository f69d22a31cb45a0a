package org.diptych.pairing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.StudyProgress;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Uid;

/** Decides when a study has settled: nothing new arrived for the quiet period of its sender. */
@ApplicationScoped
@Named("studySettling")
public class StudySettling {
  private final Journal journal;
  private final QuietPeriods quietPeriods;
  private final Clock clock;

  @Inject
  StudySettling(Journal journal, PairingConfig config, Clock clock) {
    this.journal = journal;
    this.quietPeriods = new QuietPeriods(config);
    this.clock = clock;
  }

  /** Settles the study of the timer, or looks again when it may have settled. */
  public void settle(Entry timer) {
    Uid uid = new Uid(timer.get("study"));
    journal.transact(
        open -> {
          Optional<StudyProgress> progress = open.studies().lock(uid).filter(StudyProgress::open);
          Optional<ImagingStudy> study = open.studies().find(uid);
          if (progress.isPresent() && study.isPresent()) {
            settle(open, study.get(), progress.get(), timer);
          }
          return uid;
        });
  }

  private void settle(Transaction open, ImagingStudy study, StudyProgress progress, Entry timer) {
    Case shown = receiving(open, study, progress);
    Instant due =
        progress.lastSeen().plus(quietPeriods.of(progress.callingAeTitle(), study.modality()));
    if (due.isAfter(clock.instant())) {
      // Each timer has one successor, however often it runs.
      open.append(
          EntryDraft.of(
                  EntryKind.STUDY_DUE,
                  study.uid().value() + "#after" + timer.id(),
                  Map.of("study", study.uid().value()))
              .forCase(shown.id())
              .with(study.priority())
              .dueAt(due));
      return;
    }
    open.studies()
        .settle(study.uid(), progress.lastSeen())
        .ifPresent(
            settled ->
                open.append(
                    EntryDraft.of(
                            EntryKind.STUDY_SETTLED,
                            study.uid().value() + "#" + settled,
                            Map.of(
                                "study", study.uid().value(),
                                "settled", Integer.toString(settled)))
                        .forCase(shown.id())
                        .with(study.priority())));
  }

  /** Shows the study while it arrives; a case that was read is receiving again. */
  private Case receiving(Transaction open, ImagingStudy study, StudyProgress progress) {
    CaseBook book = new CaseBook(open, clock.instant());
    Case shown = book.ofStudy(study, progress.firstSeen());
    book.save(
        shown,
        CaseState.RECEIVING,
        progress.settled() == 0 ? CaseBook.ARRIVING : "more images are arriving");
    return shown;
  }
}
