package org.diptych.intake.held;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.StudySearch;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** The studies that are held, with their files. */
@ApplicationScoped
public class HeldStudies {
  private final Journal journal;
  private final ObjectStore objects;

  /** Reads this journal and store. */
  @Inject
  public HeldStudies(Journal journal, ObjectStore objects) {
    this.journal = journal;
    this.objects = objects;
  }

  List<StudySearch.Place> next(
      StudySearch.Filter filter, StudySearch.@Nullable Place after, int most) {
    return journal.transact(open -> open.search().next(filter, after, most));
  }

  /** The instances of a study, of one series of it, or one of them. */
  List<KeptInstance> instances(Uid study, @Nullable Uid series, @Nullable Uid instance) {
    return journal.transact(open -> open.studies().instances(study)).stream()
        .filter(kept -> series == null || series.equals(kept.instance().series()))
        .filter(kept -> instance == null || instance.equals(kept.instance().uid()))
        .toList();
  }

  /** The instances under a path that names a study. */
  List<KeptInstance> instances(HeldPath path) {
    Uid study = path.study();
    return study == null ? List.of() : instances(study, path.series(), path.instance());
  }

  /** The file as it was kept. */
  Path file(KeptInstance kept) throws IOException {
    return objects.path(kept.object());
  }
}
