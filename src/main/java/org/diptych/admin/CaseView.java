package org.diptych.admin;

import java.util.ArrayList;
import java.util.List;
import org.diptych.journal.EntryKind;
import org.diptych.study.CaseState;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one case shows.
 *
 * @param intendedUse of the model package, or null when it is not known any more
 * @param replayed the entry whose replay was just asked for, or null
 * @param noted what a person just decided, or null
 */
record CaseView(
    Shown as,
    CaseDossier dossier,
    @Nullable String intendedUse,
    @Nullable Long replayed,
    @Nullable Noted noted) {
  /** A line of the story; images that arrived in a row are one line. */
  record Line(TimelineEvent event, int count) {}

  public CaseSummary summary() {
    return dossier.summary();
  }

  public @Nullable ReadingView reading() {
    return dossier.reading();
  }

  /** The report cut at the words that the model weighed. */
  public List<TextPiece> reportText() {
    ReportView report = dossier.report();
    ReadingView reading = dossier.reading();
    if (report == null) {
      return List.of();
    }
    return TextPiece.cut(report.text(), reading == null ? List.of() : reading.attention());
  }

  public boolean weighed() {
    return reportText().stream().anyMatch(piece -> piece.level() > 0);
  }

  public List<CandidateView> candidates() {
    return dossier.candidates();
  }

  /** Whether the case can still be abandoned. */
  public boolean open() {
    return dossier.summary().state() != CaseState.ABANDONED;
  }

  public List<Line> story() {
    List<Line> lines = new ArrayList<>();
    for (TimelineEvent event : dossier.timeline()) {
      int last = lines.size() - 1;
      if (last >= 0 && isImage(event) && isImage(lines.get(last).event())) {
        lines.set(last, new Line(event, lines.get(last).count() + 1));
      } else {
        lines.add(new Line(event, 1));
      }
    }
    return lines;
  }

  private static boolean isImage(TimelineEvent event) {
    return event.kind().equals(EntryKind.INSTANCE_KEPT.wireName());
  }
}
