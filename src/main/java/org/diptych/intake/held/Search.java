package org.diptych.intake.held;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.dicom.DataSet;
import org.diptych.dicom.QueryLevel;
import org.diptych.dicom.SearchRequest;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.StudySearch;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs one query. The register narrows it by study, accession number and patient identifier; the
 * other attributes are read from the objects themselves, of a study or series from its first.
 */
final class Search {
  /** Studies whose objects one query opens at most. */
  static final int MOST_STUDIES = 10_000;

  private static final Logger LOG = Logger.getLogger(Search.class);
  private static final int PAGE = 200;

  private final HeldStudies held;
  private final SearchRequest request;
  private final HeldPath path;
  private final String base;
  private final int most;
  private final List<DataSet> answers = new ArrayList<>();
  private int skipped;
  private boolean more;

  /**
   * @param base the URL of {@code /studies}
   * @param most answers, whatever the request says
   */
  Search(HeldStudies held, SearchRequest request, HeldPath path, String base, int most) {
    this.held = held;
    this.request = request;
    this.path = path;
    this.base = base;
    this.most = Math.min(most, request.limit());
  }

  /** The matches, in the DICOM JSON Model. */
  String run() {
    List<Uid> studies = path.study() == null ? request.studies() : List.of(path.study());
    StudySearch.Filter filter =
        new StudySearch.Filter(studies, request.accessionNumber(), request.patientId());
    StudySearch.Place last = null;
    for (int looked = 0; !more; looked += PAGE) {
      List<StudySearch.Place> page = held.next(filter, last, PAGE);
      if (page.isEmpty()) {
        break;
      }
      if (looked >= MOST_STUDIES) {
        more = true;
        break;
      }
      last = page.get(page.size() - 1);
      for (StudySearch.Place place : page) {
        if (more) {
          break;
        }
        look(place.study());
      }
    }
    return "[" + String.join(",", answers.stream().map(DataSet::json).toList()) + "]";
  }

  /** Whether there are matches that were not answered. */
  boolean more() {
    return more;
  }

  private void look(Uid study) {
    if (request.level() == QueryLevel.STUDY && !request.asks(QueryLevel.STUDY) && skips()) {
      return;
    }
    Map<Uid, List<KeptInstance>> series = new LinkedHashMap<>();
    List<KeptInstance> instances = held.instances(study, null, null);
    for (KeptInstance kept : instances) {
      series.computeIfAbsent(kept.instance().series(), uid -> new ArrayList<>()).add(kept);
    }
    if (request.level() == QueryLevel.STUDY || request.asks(QueryLevel.STUDY)) {
      Optional<DataSet> found = read(instances).map(first -> ofStudy(first, instances, series));
      if (found.isEmpty() || !request.matches(QueryLevel.STUDY, found.get())) {
        return;
      }
      if (request.level() == QueryLevel.STUDY) {
        add(found.get());
        return;
      }
    }
    for (Map.Entry<Uid, List<KeptInstance>> each : series.entrySet()) {
      if (!more && (path.series() == null || path.series().equals(each.getKey()))) {
        look(each.getKey(), each.getValue(), instances, series);
      }
    }
  }

  private void look(
      Uid uid,
      List<KeptInstance> ofSeries,
      List<KeptInstance> instances,
      Map<Uid, List<KeptInstance>> series) {
    String url = url(instances) + "/series/" + uid;
    if (request.level() == QueryLevel.SERIES || request.asks(QueryLevel.SERIES)) {
      Optional<DataSet> found =
          read(ofSeries)
              .map(first -> ofStudy(first, instances, series).ofSeries(url, ofSeries.size()));
      if (found.isEmpty() || !request.matches(QueryLevel.SERIES, found.get())) {
        return;
      }
      if (request.level() == QueryLevel.SERIES) {
        add(found.get());
        return;
      }
    }
    for (KeptInstance kept : ofSeries) {
      if (more) {
        return;
      }
      read(List.of(kept))
          .map(
              one ->
                  ofStudy(one, instances, series)
                      .ofSeries(url, ofSeries.size())
                      .at(url + "/instances/" + kept.instance().uid()))
          .filter(one -> request.matches(QueryLevel.INSTANCE, one))
          .ifPresent(this::add);
    }
  }

  private DataSet ofStudy(
      DataSet first, List<KeptInstance> instances, Map<Uid, List<KeptInstance>> series) {
    LinkedHashSet<String> modalities = new LinkedHashSet<>();
    LinkedHashSet<Uid> classes = new LinkedHashSet<>();
    for (KeptInstance kept : instances) {
      String modality = kept.instance().modality();
      if (modality != null) {
        modalities.add(modality);
      }
      classes.add(kept.instance().sopClass());
    }
    return first.ofStudy(url(instances), modalities, classes, series.size(), instances.size());
  }

  private String url(List<KeptInstance> instances) {
    return base + "/" + instances.get(0).instance().study();
  }

  private void add(DataSet match) {
    if (skips()) {
      return;
    }
    if (answers.size() == most) {
      more = true;
      return;
    }
    answers.add(request.answer(match));
  }

  private boolean skips() {
    if (skipped < request.offset()) {
      skipped++;
      return true;
    }
    return false;
  }

  /** The first object that reads; one that does not is no reason to hide the others. */
  private Optional<DataSet> read(List<KeptInstance> instances) {
    for (KeptInstance kept : instances) {
      DataSet read = read(kept);
      if (read != null) {
        return Optional.of(read);
      }
    }
    return Optional.empty();
  }

  private @Nullable DataSet read(KeptInstance kept) {
    try {
      return DataSet.read(held.file(kept));
    } catch (IOException e) {
      LOG.warnf("held object does not read sop=%s", kept.instance().uid());
      return null;
    }
  }
}
