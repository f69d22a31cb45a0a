package org.diptych.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.jboss.logging.Logger;

/** Deletes what is older than a site keeps it, and the files that nobody refers to any more. */
@ApplicationScoped
@Named("retentionKeeper")
public class RetentionKeeper {
  private static final Logger LOG = Logger.getLogger(RetentionKeeper.class);
  private static final String WHO = "retention";
  private static final int PARTS = 16;

  private final Journal journal;
  private final ObjectStore objects;
  private final RetentionConfig config;
  private final Clock clock;

  @Inject
  public RetentionKeeper(
      Journal journal, ObjectStore objects, RetentionConfig config, Clock clock) {
    this.journal = journal;
    this.objects = objects;
    this.config = config;
    this.clock = clock;
  }

  /** Deletes the cases that are due; how many there were. */
  public int deleteDue() {
    int deleted = 0;
    deleted += delete(CaseState.DELIVERED, "delivered", config.delivered());
    deleted += delete(CaseState.ABANDONED, "abandoned", config.abandoned());
    deleted += delete(CaseState.SET_ASIDE, "set-aside", config.setAside());
    return deleted;
  }

  private int delete(CaseState state, String setting, Optional<Duration> keep) {
    if (keep.isEmpty()) {
      return 0;
    }
    Instant before = clock.instant().minus(keep.get());
    List<CaseId> due =
        journal.transact(open -> open.retention().unchangedSince(state, before, config.atOnce()));
    int deleted = 0;
    for (CaseId id : due) {
      // One transaction each: a case that cannot be deleted now holds up no other.
      Deletion outcome =
          journal.transact(
              open ->
                  open.cases().lock(id).filter(each -> each.changed().isBefore(before)).isPresent()
                      ? open.retention().delete(id, setting + "=" + keep.get(), WHO)
                      : new Deletion.Unknown(id));
      if (outcome instanceof Deletion.Done) {
        deleted++;
        LOG.infof("case deleted case=%s by %s", id, setting);
      } else if (outcome instanceof Deletion.NotNow not) {
        LOG.infof("case not deleted case=%s: %s", id, not.reason());
      }
    }
    return deleted;
  }

  /** Deletes what is old enough and belongs to nothing that is held; how much there was. */
  public int deleteUnattached() {
    Optional<Duration> keep = config.unattached();
    if (keep.isEmpty()) {
      return 0;
    }
    Instant before = clock.instant().minus(keep.get());
    int deleted = 0;
    for (Unattached.Kind kind : Unattached.Kind.values()) {
      for (Long after = 0L; after != null; ) {
        long from = after;
        Unattached.Page page =
            journal.transact(open -> open.retention().unattached().delete(kind, before, from));
        deleted += page.deleted();
        after = page.last();
      }
    }
    if (deleted > 0) {
      LOG.infof("%d entries that belonged to nothing that is held were deleted", deleted);
    }
    return deleted;
  }

  /** Removes the files that nobody refers to and that are old enough; how many there were. */
  public int removeOrphans() throws IOException {
    Instant before = clock.instant().minus(config.orphans());
    int removed = 0;
    // In sixteen parts, so that what is referred to need not be held all at once.
    for (int part = 0; part < PARTS; part++) {
      String start = Integer.toHexString(part);
      List<String> old = new ArrayList<>();
      for (String prefix : objects.prefixes()) {
        if (prefix.startsWith(start)) {
          old.addAll(objects.olderThan(prefix, before));
        }
      }
      if (old.isEmpty()) {
        continue;
      }
      old.removeAll(journal.transact(open -> open.retention().referred(start)));
      for (String object : old) {
        removed += objects.remove(object, before) ? 1 : 0;
      }
    }
    if (removed > 0) {
      LOG.infof("%d files that nobody refers to were removed", removed);
    }
    return removed;
  }
}
