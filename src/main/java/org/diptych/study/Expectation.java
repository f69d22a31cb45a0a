package org.diptych.study;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.diptych.study.StudyAnnouncement.Source;
import org.jspecify.annotations.Nullable;

/**
 * What all announcements of a study say together.
 *
 * @param instances how many instances there will be, null when nobody said or a step still runs
 * @param by who said so
 * @param inProgress whether a procedure step of the study still runs
 */
public record Expectation(@Nullable Integer instances, @Nullable Source by, boolean inProgress) {
  /**
   * The largest number that one kind of source announces. Each procedure step announces its own
   * instances, so theirs are added up once all have ended and have a list; the other sources speak
   * of the study.
   *
   * @param announcements the newest of each source and origin
   */
  public static Expectation of(Collection<StudyAnnouncement> announcements) {
    List<StudyAnnouncement> steps =
        announcements.stream().filter(said -> said.source() == Source.MPPS).toList();
    if (steps.stream().anyMatch(step -> !step.complete())) {
      return new Expectation(null, null, true);
    }
    Integer most = null;
    Source by = null;
    if (!steps.isEmpty() && steps.stream().allMatch(step -> step.expectedInstances() != null)) {
      most =
          steps.stream()
              .map(StudyAnnouncement::expectedInstances)
              .filter(Objects::nonNull)
              .mapToInt(Integer::intValue)
              .sum();
      by = Source.MPPS;
    }
    for (StudyAnnouncement said : announcements) {
      Integer expected = said.source() == Source.MPPS ? null : said.expectedInstances();
      if (expected != null && (most == null || expected > most)) {
        most = expected;
        by = said.source();
      }
    }
    return new Expectation(most, by, false);
  }

  /** Whether that many instances are what was announced; with more of them it was wrong. */
  public boolean isMetBy(int received) {
    return instances != null && received > 0 && received == instances;
  }

  /** Whether instances are known to be missing. */
  public boolean misses(int received) {
    return inProgress || instances != null && received < instances;
  }
}
