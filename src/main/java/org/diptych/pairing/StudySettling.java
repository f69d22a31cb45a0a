package org.diptych.pairing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.StudyProgress;
import org.diptych.journal.Transaction;
import org.diptych.pairing.SettlingReason.Later;
import org.diptych.pairing.SettlingReason.Now;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Uid;

/**
 * Decides when a study has settled: everything announced is here, a store request brought it, or
 * nothing new arrived for its quiet period.
 */
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

  /** Settles the study of a timer or an announcement, or has a timer look again. */
  public void settle(Entry cause) {
    Uid uid = new Uid(cause.get("study"));
    journal.transact(
        open -> {
          Optional<StudyProgress> progress = open.studies().lock(uid).filter(StudyProgress::open);
          Optional<ImagingStudy> study = open.studies().find(uid);
          if (progress.isPresent() && study.isPresent()) {
            settle(open, study.get(), progress.get(), cause);
          }
          return uid;
        });
  }

  private void settle(Transaction open, ImagingStudy study, StudyProgress progress, Entry cause) {
    Case shown = receiving(open, study, progress);
    SettlingReason reason =
        SettlingReason.of(
            cause, study, progress, open.announcements().inForce(study.uid()), quietPeriods, clock);
    if (reason instanceof Later later) {
      if (cause.kind() == EntryKind.STUDY_DUE) {
        lookAgain(open, study, shown, cause, later);
      }
    } else if (reason instanceof Now now) {
      settle(open, study, progress, shown, now);
    }
  }

  /** Each timer has one successor, however often it runs; an announcement leaves the timer be. */
  private static void lookAgain(
      Transaction open, ImagingStudy study, Case shown, Entry timer, Later later) {
    open.append(
        EntryDraft.of(
                EntryKind.STUDY_DUE,
                study.uid().value() + "#after" + timer.id(),
                Map.of("study", study.uid().value()))
            .forCase(shown.id())
            .with(study.priority())
            .dueAt(later.due()));
  }

  private static void settle(
      Transaction open, ImagingStudy study, StudyProgress progress, Case shown, Now now) {
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
                                "settled", Integer.toString(settled),
                                "instances", Integer.toString(progress.instances()),
                                "reason", now.reason()))
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
