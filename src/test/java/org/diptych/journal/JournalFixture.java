package org.diptych.journal;

import static org.diptych.study.InstanceBuilder.anInstance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.ModelIdentity;
import org.diptych.study.Priority;
import org.diptych.study.Region;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.diptych.study.WordAttention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journal on some database and short ways to use it. */
abstract class JournalFixture {
  static final Instant SEEN = Instant.parse("2026-03-01T09:00:00Z");
  static final String OBJECT = "a".repeat(64);

  JournalDatabase database;
  Journal journal;

  abstract JournalDatabase open() throws Exception;

  @BeforeEach
  void openJournal() throws Exception {
    database = open();
    journal = new Journal(database, Clock.systemUTC());
  }

  @AfterEach
  void closeJournal() {
    database.close();
  }

  Findings findings(String description) {
    return new Findings(
        CaseId.of(new Uid("1.2.3")),
        1,
        new ModelIdentity("chest-xr", "1.0.0", "Chest"),
        new Uid("1.2.3.1"),
        List.of(
            new Finding(
                List.of(new CodedText("60046008", "http://snomed.info/sct", "Pleural effusion")),
                0.91,
                0.8,
                0.7,
                0.95,
                true,
                new Region(1, 2, 3, 4))),
        description,
        List.of(new WordAttention(0, 4, 0.5)),
        null,
        OBJECT,
        null,
        SEEN);
  }

  static Case aCase(String study, CaseState state, Instant changed) {
    Uid uid = new Uid(study);
    return new Case(
        CaseId.of(uid), 0, uid, 0, null, 0, state, "waits", Priority.ROUTINE, SEEN, changed);
  }

  void save(Case changed) {
    journal.transact(
        open -> {
          open.cases().save(changed);
          return 0;
        });
  }

  Receipt append(EntryKind kind, String key, Map<String, String> payload) {
    return journal.transact(open -> open.append(EntryDraft.of(kind, key, payload)));
  }

  static KeptInstance kept(InstanceBuilder instance, Instant at) {
    return new KeptInstance(instance.build(), OBJECT, "d".repeat(64), 1000, "MODALITY", at);
  }

  static org.diptych.study.ImagingStudy study(String uid) {
    return anInstance("1").ofStudy(uid).study();
  }

  KeptInstance keep(InstanceBuilder instance, Instant at) {
    KeptInstance kept = kept(instance, at);
    journal.transactTogether(open -> open.studies().keep(kept, instance.study()));
    return kept;
  }

  Receipt keep(org.diptych.study.RadiologyReport report, String object) {
    return journal.transact(open -> open.reports().keep(report, "RIS|HOSPITAL", object));
  }

  List<KeptReport> versions(String key) {
    return journal.transact(open -> open.reports().versions(new ReportKey(key)));
  }

  List<KeptReport> withAccession(String value, String issuer) {
    return journal.transact(
        open -> open.reports().withAccession(new AccessionNumber(value, issuer)));
  }

  StudyProgress progress(String study) {
    return journal.transact(open -> open.studies().progress(new Uid(study))).orElseThrow();
  }

  Optional<Integer> settle(String study, Instant lastSeen) {
    return journal.transact(open -> open.studies().settle(new Uid(study), lastSeen));
  }

  <T> Optional<T> find(Work<Optional<T>> work) {
    return journal.transact(work);
  }

  <T> List<T> list(Work<List<T>> work) {
    return journal.transact(work);
  }

  <K, V> Map<K, V> map(Work<Map<K, V>> work) {
    return journal.transact(work);
  }

  boolean is(Work<Boolean> work) {
    return journal.transact(work);
  }

  Map<String, Long> counts() {
    return journal.transact(open -> open.entries().counts());
  }

  interface Step<T> {
    T run(int number) throws Exception;
  }

  /** Runs the step as often as asked, all at once. */
  static <T> List<T> together(int times, Step<T> step) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  go.await();
                  return step.run(number);
                }));
      }
      go.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
