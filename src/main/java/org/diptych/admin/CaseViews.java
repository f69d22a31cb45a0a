package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.diptych.journal.CaseQuery;
import org.diptych.journal.Entry;
import org.diptych.journal.Journal;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.jspecify.annotations.Nullable;

/** The journal as a person reads it: cases, their story, their images. */
@ApplicationScoped
class CaseViews {
  private final Journal journal;
  private final ObjectStore objects;
  private final AdminConfig config;

  CaseViews(Journal journal, ObjectStore objects, AdminConfig config) {
    this.journal = journal;
    this.objects = objects;
    this.config = config;
  }

  /** A page of the list, and whether there is another. */
  CasePage page(CaseQuery query) {
    return journal.transact(
        open -> {
          List<CaseSummary> found =
              open.cases().list(query.andOneMore()).stream()
                  .map(each -> summary(open, each))
                  .toList();
          boolean more = found.size() > query.limit();
          return new CasePage(more ? found.subList(0, query.limit()) : found, more);
        });
  }

  /** Set-aside and discordant cases, those that changed last. */
  List<CaseSummary> wantingAPerson() {
    return page(CaseQuery.wantingAPerson(config.discordantBelow(), config.lookBack()))
        .cases()
        .stream()
        .sorted(Urgency.FIRST)
        .toList();
  }

  Map<CaseState, Long> counts() {
    return journal.transact(open -> open.cases().counts());
  }

  /**
   * The case with one of its readings.
   *
   * @param version of the reading, or null for the latest
   */
  Optional<CaseDossier> dossier(CaseId id, @Nullable Integer version) {
    return journal.transact(
        open -> open.cases().find(id).map(found -> dossier(open, found, version)));
  }

  Optional<InputStream> preview(CaseId id, @Nullable Integer version) throws IOException {
    return open(id, version, Findings::preview);
  }

  Optional<InputStream> overlay(CaseId id, @Nullable Integer version) throws IOException {
    return open(id, version, Findings::overlay);
  }

  private Optional<InputStream> open(
      CaseId id, @Nullable Integer version, Function<Findings, @Nullable String> key)
      throws IOException {
    Optional<String> object =
        journal.transact(
            open ->
                open.cases()
                    .find(id)
                    .flatMap(found -> reading(open, found, version))
                    .flatMap(findings -> Optional.ofNullable(key.apply(findings))));
    return object.isEmpty() ? Optional.empty() : Optional.of(objects.open(object.get()));
  }

  private CaseSummary summary(Transaction open, Case found) {
    return CaseSummary.of(
        found,
        study(open, found),
        report(open, found, found.reportVersion()),
        reading(open, found, null).map(this::view).orElse(null));
  }

  /** Why there is no such case: it was deleted, or never here. */
  Problem missing(CaseId id) {
    return journal
        .transact(open -> open.retention().trace(id))
        .map(
            trace ->
                Problem.of(
                    Response.Status.GONE,
                    "the case was deleted " + trace.recordedAt() + ", " + Told.of(trace)))
        .orElseGet(Refusals::unknownCase);
  }

  private CaseDossier dossier(Transaction open, Case found, @Nullable Integer version) {
    List<Entry> entries = open.entries().ofCase(found.id());
    StudyView study = study(open, found);
    ReportView report = report(open, found, found.reportVersion());
    ReadingView reading = reading(open, found, version).map(this::view).orElse(null);
    return new CaseDossier(
        CaseSummary.of(found, study, report, reading),
        study,
        report,
        reading,
        IntStream.rangeClosed(0, found.version())
            .filter(each -> open.cases().findings(found.id(), each).isPresent())
            .boxed()
            .toList(),
        open.cases().candidates(found.id()).stream()
            .map(candidate -> CandidateView.of(open, candidate))
            .toList(),
        choice(open, found),
        priors(open, found),
        Document.deliveredBy(entries),
        CaseStory.events(open, found));
  }

  private static @Nullable StudyView study(Transaction open, Case found) {
    if (found.study() == null) {
      return null;
    }
    return open.studies()
        .find(found.study())
        .map(study -> StudyView.of(study, open.studies().progress(study.uid()).orElse(null)))
        .orElse(null);
  }

  private static List<PriorView> priors(Transaction open, Case found) {
    return found.study() == null
        ? List.of()
        : open.studies().find(found.study()).stream()
            .flatMap(study -> open.studies().priors(study).stream())
            .map(prior -> PriorView.of(open, prior))
            .toList();
  }

  private static @Nullable ReportView report(Transaction open, Case found, int version) {
    if (found.report() == null) {
      return null;
    }
    return open.reports().versions(found.report()).stream()
        .filter(kept -> version == 0 || kept.version() == version)
        .reduce((earlier, later) -> later)
        .map(ReportView::of)
        .orElse(null);
  }

  /**
   * The reading of a version, or the latest there is: a reopened case shows what was read before.
   */
  private static Optional<Findings> reading(
      Transaction open, Case found, @Nullable Integer version) {
    if (version != null) {
      return open.cases().findings(found.id(), version);
    }
    return IntStream.iterate(found.version(), each -> each >= 0, each -> each - 1)
        .mapToObj(each -> open.cases().findings(found.id(), each))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private ReadingView view(Findings findings) {
    return ReadingView.of(findings, config.discordantBelow());
  }

  private static @Nullable ChoiceView choice(Transaction open, Case found) {
    return found.study() == null
        ? null
        : open.choices().ofStudy(found.study()).map(ChoiceView::of).orElse(null);
  }
}
