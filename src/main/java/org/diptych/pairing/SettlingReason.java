package org.diptych.pairing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.StudyProgress;
import org.diptych.study.Expectation;
import org.diptych.study.ImagingStudy;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;

/** Why a study settles now, or when to look again: the first evidence that holds. */
sealed interface SettlingReason {
  /** It settles, for this reason. */
  record Now(String reason) implements SettlingReason {}

  /** No evidence yet. */
  record Later(Instant due) implements SettlingReason {}

  static SettlingReason of(
      Entry cause,
      ImagingStudy study,
      StudyProgress progress,
      List<StudyAnnouncement> said,
      QuietPeriods quietPeriods,
      Clock clock) {
    Expectation expectation = Expectation.of(said);
    Source by = expectation.by();
    if (expectation.isMetBy(progress.instances()) && by != null) {
      return new Now(
          "all " + expectation.instances() + " instances that " + by.words() + " announced");
    }
    if (endsRequest(cause, progress) && !expectation.misses(progress.instances())) {
      return new Now(Source.STOW.words() + " brought it");
    }
    boolean done =
        said.stream().anyMatch(one -> one.source() == Source.ORDER_STATUS && one.complete());
    Duration quiet = quietPeriods.of(progress, study.modality(), expectation.inProgress(), done);
    Instant due = progress.lastSeen().plus(quiet);
    if (due.isAfter(clock.instant())) {
      return new Later(due);
    }
    return new Now(
        "nothing new for "
            + quiet.toMillis() / 1000.0
            + " s"
            + (expectation.instances() == null
                ? ""
                : ", with %d of %d announced instances"
                    .formatted(progress.instances(), expectation.instances())));
  }

  /** The end of a store request says it all, unless something arrived since. */
  private static boolean endsRequest(Entry cause, StudyProgress progress) {
    return cause.kind() == EntryKind.STUDY_ANNOUNCED
        && cause.get("source").equals(Source.STOW.name())
        && !progress.lastSeen().isAfter(cause.recordedAt());
  }
}
