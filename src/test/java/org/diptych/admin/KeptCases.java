package org.diptych.admin;

import static org.diptych.study.InstanceBuilder.anInstance;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.Priority;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/** A real embedded journal that tests fill with cases. */
final class KeptCases implements AutoCloseable {
  static final byte[] PREVIEW = "preview bytes".getBytes(StandardCharsets.UTF_8);
  private static final Instant MORNING = Instant.parse("2026-03-01T09:00:00Z");

  private final AutoCloseable database;
  final Journal journal;
  final ObjectStore objects;
  static final AdminConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(AdminConfig.class)
          .addDiscoveredConverters()
          .addDefaultInterceptors() // the default of one setting names another
          .build()
          .getConfigMapping(AdminConfig.class);

  KeptCases(Path data) throws IOException {
    JournalDatabase embedded = JournalDatabase.embedded(data);
    database = embedded;
    journal = new Journal(embedded, Clock.systemUTC());
    objects = new ObjectStore(data);
  }

  /** Fills the journal of an engine that runs; that engine closes it. */
  KeptCases(Journal journal, ObjectStore objects) {
    this.database = () -> {};
    this.journal = journal;
    this.objects = objects;
  }

  CaseViews views() {
    return new CaseViews(journal, objects, CONFIG);
  }

  /** A study with one image and its case, changed so many minutes after nine. */
  CaseId study(String uid, CaseState state, String reason, int minutes) {
    InstanceBuilder instance = anInstance(uid + ".1").ofStudy(uid).withAccession("ACC-" + minutes);
    Case opened =
        new Case(
            CaseId.of(new Uid(uid)),
            0,
            new Uid(uid),
            0,
            null,
            0,
            state,
            reason,
            Priority.ROUTINE,
            MORNING,
            MORNING.plusSeconds(60L * minutes));
    journal.transact(
        open -> {
          open.studies()
              .keep(
                  new KeptInstance(
                      instance.build(), "a".repeat(64), "d".repeat(64), 10, "ROOM-2", MORNING),
                  instance.study());
          open.cases().save(opened);
          return 0;
        });
    return opened.id();
  }

  /** The case read as the next version, with a report of this text. */
  void read(CaseId id, String text, Finding... findings) throws IOException {
    String preview = objects.keep(out -> out.write(PREVIEW));
    ReportKey key = new ReportKey("R-" + id);
    journal.transact(
        open -> {
          open.reports()
              .keep(
                  ReportBuilder.aReport()
                      .withKey(key.value())
                      .withControlId("M-" + id)
                      .withText(text)
                      .build(),
                  "RIS|HOSPITAL",
                  "b".repeat(64));
          Case before = open.cases().find(id).orElseThrow();
          int version = before.version() + 1;
          open.cases()
              .save(
                  new Case(
                      id,
                      version,
                      before.study(),
                      1,
                      key,
                      1,
                      CaseState.DELIVERED,
                      before.reason(),
                      before.priority(),
                      before.opened(),
                      before.changed()));
          open.cases()
              .keep(
                  new Findings(
                      id,
                      version,
                      Samples.findings().model(),
                      null,
                      List.of(findings),
                      "",
                      List.of(),
                      null,
                      preview,
                      null,
                      MORNING));
          return 0;
        });
  }

  long append(CaseId id, EntryKind kind, Map<String, String> payload) {
    return journal.transact(
        open ->
            open.append(EntryDraft.of(kind, kind.wireName() + id, payload).forCase(id)).entryId());
  }

  @Override
  public void close() throws IOException {
    try {
      database.close();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
