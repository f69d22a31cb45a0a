package org.diptych.admin;

import java.util.ArrayList;
import java.util.List;
import org.diptych.journal.EntryKind;
import org.diptych.study.CaseId;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one case shows.
 *
 * @param intendedUse of the model package, or null when it is not known any more
 * @param replayed the entry whose replay was just asked for, or null
 */
record CaseView(
    Shown as, CaseDossier dossier, @Nullable String intendedUse, @Nullable Long replayed) {
  /** A study or case that a set-aside one might belong to. */
  record Candidate(String key, @Nullable String link) {}

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

  public List<Candidate> candidates() {
    return dossier.candidates().stream().map(key -> new Candidate(key, caseLink(key))).toList();
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

  /** A study always has the same case, so its UID leads there; a case id does by itself. */
  private static @Nullable String caseLink(String key) {
    try {
      return "/cases/" + CaseId.of(new Uid(key));
    } catch (IllegalArgumentException notAUid) {
      return caseIdLink(key);
    }
  }

  private static @Nullable String caseIdLink(String key) {
    try {
      return "/cases/" + CaseId.parse(key);
    } catch (IllegalArgumentException notACase) {
      return null;
    }
  }
}
