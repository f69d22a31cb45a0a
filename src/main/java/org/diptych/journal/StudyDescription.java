package org.diptych.journal;

import org.diptych.study.ImagingStudy;
import org.diptych.study.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of a study say of it together: the first word counts, later ones fill gaps.
 */
final class StudyDescription {
  private StudyDescription() {}

  static ImagingStudy merge(ImagingStudy known, ImagingStudy said) {
    return new ImagingStudy(
        known.uid(),
        first(known.accession(), said.accession()),
        first(known.patient(), said.patient()),
        first(known.modality(), said.modality()),
        first(known.bodyPart(), said.bodyPart()),
        first(known.started(), said.started()),
        first(known.description(), said.description()),
        higher(known.priority(), said.priority()));
  }

  private static <T> @Nullable T first(@Nullable T known, @Nullable T said) {
    return known != null ? known : said;
  }

  private static Priority higher(Priority one, Priority other) {
    return one.rank() >= other.rank() ? one : other;
  }
}
