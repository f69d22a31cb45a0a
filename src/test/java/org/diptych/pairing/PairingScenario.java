package org.diptych.pairing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.CaseQuery;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.Work;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.MovingClock;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The desk, its clock and its journal, and what befalls them, for tests of pairing. */
abstract class PairingScenario {
  static final String STUDY = "1.2.3";
  static final CaseId CASE = CaseId.of(new Uid(STUDY));
  static final CaseId REPORT_CASE = CaseId.of(new ReportKey("F1"));

  @TempDir Path data;

  final MovingClock clock = MovingClock.at("2026-03-01T09:00:00Z");
  final Config config = new Config();
  JournalDatabase database;
  Journal journal;
  StudySettling settling;
  PairingDesk desk;
  int messages;

  @BeforeEach
  void open() {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, clock);
    settling = new StudySettling(journal, config, clock);
    desk = new PairingDesk(journal, config, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Keeps the instance, lets the study settle, and offers it. */
  void study(InstanceBuilder instance) {
    keep(instance);
    clock.advance(Duration.ofSeconds(6));
    settle(last(EntryKind.STUDY_DUE));
    desk.offerStudy(last(EntryKind.STUDY_SETTLED));
  }

  void settle(Entry timer) {
    settling.settle(timer);
  }

  void keep(InstanceBuilder instance) {
    KeptInstance kept =
        new KeptInstance(
            instance.build(), "a".repeat(64), "d".repeat(64), 100, "MODALITY", clock.instant());
    journal.transact(open -> open.studies().keep(kept, instance.study()));
  }

  Entry keep(ReportBuilder report) {
    String controlId = "M" + ++messages;
    long id =
        journal
            .transact(
                open ->
                    open.reports()
                        .keep(report.withControlId(controlId).build(), "RIS", "b".repeat(64)))
            .entryId();
    return journal.transact(open -> open.entries().find(id)).orElseThrow();
  }

  /** Keeps the report and offers it. */
  Entry report(ReportBuilder report) {
    Entry kept = keep(report);
    desk.offerReport(kept);
    return kept;
  }

  Case theCase(CaseId id) {
    Optional<Case> found = journal.transact(open -> open.cases().find(id));
    return found.orElseThrow();
  }

  List<Case> cases() {
    return journal.transact(open -> open.cases().list(CaseQuery.all(100)));
  }

  List<Entry> ready() {
    return all(EntryKind.CASE_READY);
  }

  Entry last(EntryKind kind) {
    List<Entry> entries = all(kind);
    return entries.get(entries.size() - 1);
  }

  List<Entry> all(EntryKind kind) {
    Work<List<Entry>> work =
        open -> {
          List<Entry> found = new ArrayList<>();
          for (long id = 1; id < 1000; id++) {
            open.entries().find(id).filter(entry -> entry.kind() == kind).ifPresent(found::add);
          }
          return found;
        };
    return journal.transact(work);
  }

  /** The defaults, and quiet periods as a test sets them. */
  static final class Config implements PairingConfig {
    Map<String, Duration> by = Map.of();

    @Override
    public Duration quietPeriod() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Map<String, Duration> quietPeriodBy() {
      return by;
    }

    @Override
    public Duration longestQuietPeriod() {
      return Duration.ofMinutes(2);
    }

    @Override
    public Duration window() {
      return Duration.ofHours(24);
    }

    @Override
    public Duration reportWaits() {
      return Duration.ofHours(72);
    }

    @Override
    public Duration studyWaits() {
      return Duration.ofHours(72);
    }
  }
}
