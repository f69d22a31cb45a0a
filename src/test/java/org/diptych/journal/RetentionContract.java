package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.MovingClock;
import org.diptych.study.Priority;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is deleted, what stays, and what is left of it. */
abstract class RetentionContract extends JournalFixture {
  private static final byte[] MESSAGE = {1, 2, 3};

  @TempDir Path store;
  private final MovingClock clock = MovingClock.at("2026-06-01T09:00:00Z");
  private ObjectStore objects;
  private RetentionKeeper keeper;

  @BeforeEach
  void openStore() throws IOException {
    objects = new ObjectStore(store);
    keeper =
        new RetentionKeeper(
            journal,
            objects,
            new RetentionConfig() {
              @Override
              public Optional<Duration> delivered() {
                return Optional.of(Duration.ofDays(30));
              }

              @Override
              public Optional<Duration> abandoned() {
                return Optional.empty();
              }

              @Override
              public Optional<Duration> setAside() {
                return Optional.empty();
              }

              @Override
              public Optional<Duration> unattached() {
                return Optional.of(Duration.ofDays(30));
              }

              @Override
              public Duration orphans() {
                return Duration.ofDays(1);
              }

              @Override
              public int atOnce() {
                return 10;
              }
            },
            clock);
  }

  /** A settled study with a report, its message, a reading and an entry of each step. */
  private CaseId aFinishedCase(String study, String report, CaseState state, Instant changed)
      throws IOException {
    String image = objects.keep(out -> out.write(study.getBytes()));
    Uid uid = new Uid(study);
    ReportKey key = new ReportKey(report);
    return journal.transact(
        open -> {
          open.studies()
              .keep(
                  new KeptInstance(
                      anInstance(study + ".1").ofStudy(study).build(),
                      image,
                      "d".repeat(64),
                      1000,
                      "MODALITY",
                      SEEN),
                  anInstance(study + ".1").ofStudy(study).study());
          open.studies().settle(uid, SEEN);
          open.reports()
              .keep(
                  ReportBuilder.aReport().withKey(report).withControlId("M" + study).build(),
                  "RIS|HOSPITAL",
                  open.messages().keep(MESSAGE));
          open.cases()
              .save(
                  new Case(
                      CaseId.of(uid),
                      1,
                      uid,
                      1,
                      key,
                      1,
                      state,
                      "by UID",
                      Priority.ROUTINE,
                      SEEN,
                      changed));
          open.append(
              EntryDraft.of(EntryKind.DELIVERED, study + "#1", Map.of("server", "x"))
                  .forCase(CaseId.of(uid)));
          return CaseId.of(uid);
        });
  }

  private void nothingIsDue() throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("delete from scheduled_tasks");
    }
  }

  private Optional<Case> find(CaseId id) {
    return journal.transact(open -> open.cases().find(id));
  }

  private Deletion delete(CaseId id) {
    return journal.transact(open -> open.retention().delete(id, "asked for", "anna"));
  }

  private long rows(String table) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void a_case_that_is_old_enough_goes_with_everything_that_only_it_needed() throws Exception {
    CaseId old = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    CaseId young =
        aFinishedCase(
            "1.2.4", "R2", CaseState.DELIVERED, clock.instant().minus(Duration.ofDays(29)));
    nothingIsDue();

    assertThat(keeper.deleteDue()).isEqualTo(1);

    assertThat(find(old)).isEmpty();
    assertThat(find(young)).isPresent();
    assertThat(this.<ImagingStudy>find(open -> open.studies().find(new Uid("1.2.3")))).isEmpty();
    assertThat(rows("studies")).isEqualTo(1);
    assertThat(rows("instances")).isEqualTo(1);
    assertThat(rows("reports")).isEqualTo(1);
    // Both reports came in messages of the same bytes.
    assertThat(rows("messages")).isEqualTo(1);
  }

  @Test
  void what_is_left_names_no_patient_and_says_what_who_and_why() throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    nothingIsDue();

    keeper.deleteDue();

    Entry trace = journal.transact(open -> open.retention().trace(id)).orElseThrow();
    assertThat(trace.payload())
        .containsEntry("state", "DELIVERED")
        .containsEntry("rule", "delivered=PT720H")
        .containsEntry("by", "retention")
        .containsEntry("instances", "1")
        .containsEntry("bytes", "1000")
        .containsEntry("reports", "1")
        .hasSize(7);
    assertThat(rows("entries")).isEqualTo(1);
    assertThat(rows("messages")).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = CaseState.class,
      names = {"RECEIVING", "AWAITING_REPORT", "AWAITING_STUDY", "READY", "READ"})
  void a_case_that_is_not_at_an_end_is_never_deleted(CaseState state) throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", state, SEEN);
    nothingIsDue();

    assertThat(delete(id)).isInstanceOf(Deletion.NotNow.class);
    assertThat(find(id)).isPresent();
  }

  @Test
  void while_something_is_to_be_done_for_it_a_case_stays() throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    nothingIsDue();
    journal.transact(
        open ->
            open.append(
                EntryDraft.of(EntryKind.RESULTS_READY, "k", Map.of("version", "1"))
                    .forCase(id)
                    .to("fhir")));

    assertThat(delete(id))
        .isEqualTo(new Deletion.NotNow("something is still to be done for the case"));
    assertThat(keeper.deleteDue()).isZero();
  }

  @Test
  void while_images_arrive_a_case_stays() throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    keep(anInstance("1.2.3.2").ofStudy("1.2.3"), SEEN.plusSeconds(5));
    nothingIsDue();

    assertThat(delete(id)).isEqualTo(new Deletion.NotNow("images of the case are arriving"));
  }

  @Test
  void a_report_of_two_cases_goes_with_the_last_of_them() throws Exception {
    CaseId first = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    CaseId second = aFinishedCase("1.2.4", "R1", CaseState.DELIVERED, SEEN);
    nothingIsDue();

    delete(first);
    assertThat(rows("reports")).isEqualTo(2);
    delete(second);
    assertThat(rows("reports")).isZero();
  }

  @Test
  void what_is_deleted_twice_is_deleted_once() throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    nothingIsDue();

    assertThat(delete(id)).isInstanceOf(Deletion.Done.class);
    assertThat(delete(id)).isEqualTo(new Deletion.Unknown(id));
  }

  @Test
  void a_study_that_is_sent_again_is_a_new_one_and_can_be_deleted_again() throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    nothingIsDue();
    delete(id);

    aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);

    assertThat(find(id)).isPresent();
    assertThat(progress("1.2.3").instances()).isEqualTo(1);
    nothingIsDue();
    assertThat(delete(id)).isInstanceOf(Deletion.Done.class);
    assertThat(counts().get("case-deleted")).isEqualTo(2);
  }

  @Test
  void a_state_without_an_age_is_kept_for_ever() throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", CaseState.ABANDONED, SEEN);
    nothingIsDue();
    clock.advance(Duration.ofDays(10_000));

    assertThat(keeper.deleteDue()).isZero();
    assertThat(find(id)).isPresent();
  }

  @Test
  void more_than_a_page_of_what_belongs_to_nothing_goes_in_one_look() throws Exception {
    int many = Unattached.PAGE + 1;
    journal.transact(
        open -> {
          for (int each = 0; each < many; each++) {
            open.append(EntryDraft.of(EntryKind.RESOURCE_ANNOUNCED, "" + each, Map.of()));
          }
          return 0;
        });
    nothingIsDue();
    clock.advance(Duration.ofDays(365_000));

    assertThat(keeper.deleteUnattached()).isEqualTo(many);
  }

  @Test
  void the_files_of_a_deleted_case_are_removed_and_those_of_others_are_not() throws Exception {
    CaseId id = aFinishedCase("1.2.3", "R1", CaseState.DELIVERED, SEEN);
    aFinishedCase("1.2.4", "R2", CaseState.READY, SEEN);
    String orphan = objects.keep(out -> out.write("nobody's".getBytes()));
    nothingIsDue();
    delete(id);

    assertThat(keeper.removeOrphans()).as("nothing is old enough").isZero();
    age();
    assertThat(keeper.removeOrphans()).isEqualTo(2);

    assertThat(files()).isEqualTo(1);
    assertThat(
            Files.exists(
                store
                    .resolve("objects")
                    .resolve(orphan.substring(0, 2))
                    .resolve(orphan.substring(2, 4))
                    .resolve(orphan)))
        .isFalse();
  }

  @Test
  void a_file_that_a_reading_or_an_entry_mentions_is_nobodys_orphan() throws Exception {
    String preview = objects.keep(out -> out.write("preview".getBytes()));
    String transaction = objects.keep(out -> out.write("transaction".getBytes()));
    journal.transact(
        open -> {
          open.append(EntryDraft.of(EntryKind.DELIVERED, "k", Map.of("object", transaction)));
          open.cases().keep(readingWith(preview));
          return 0;
        });
    age();

    assertThat(keeper.removeOrphans()).isZero();
  }

  private Findings readingWith(String preview) {
    Findings usual = findings("x");
    return new Findings(
        usual.caseId(),
        usual.version(),
        usual.model(),
        usual.image(),
        usual.findings(),
        usual.description(),
        usual.attention(),
        null,
        preview,
        null,
        usual.readAt());
  }

  @Test
  void an_object_that_is_written_again_is_young_again() throws Exception {
    String object = objects.keep(out -> out.write("again".getBytes()));
    age();
    objects.keep(out -> out.write("again".getBytes()));

    assertThat(objects.remove(object, Instant.now().minusSeconds(3600))).isFalse();
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void what_was_set_aside_when_the_engine_ended_is_put_back() throws Exception {
    String object = objects.keep(out -> out.write("kept".getBytes()));
    Files.move(objects.path(object), store.resolve("incoming").resolve(object + ".removed"));

    assertThat(new ObjectStore(store).open(object).readAllBytes()).isEqualTo("kept".getBytes());
  }

  /** Every file was written two days before the clock. */
  private void age() throws IOException {
    try (var files = Files.walk(store.resolve("objects"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofDays(2))));
      }
    }
  }

  private long files() throws IOException {
    try (var files = Files.walk(store.resolve("objects"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
