package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.ModelIdentity;
import org.diptych.study.Priority;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

/** What the journal promises on every database it runs on. */
abstract class JournalContract extends JournalFixture {
  @Test
  void an_entry_is_found_by_id_and_by_kind_and_key() {
    Receipt receipt = append(EntryKind.CASE_READY, "k1", Map.of("study", "1.2.3"));
    Entry byId = journal.transact(open -> open.entries().find(receipt.entryId())).orElseThrow();
    Entry byKey =
        journal.transact(open -> open.entries().find(EntryKind.CASE_READY, "k1")).orElseThrow();
    assertThat(byId).isEqualTo(byKey);
    assertThat(byId.payload()).containsExactly(Map.entry("study", "1.2.3"));
    assertThat(byId.recordedAt()).isEqualTo(receipt.recordedAt());
  }

  @Test
  void appending_the_same_key_twice_keeps_the_first() {
    Receipt first = append(EntryKind.CASE_READY, "k1", Map.of("n", "1"));
    Receipt second = append(EntryKind.CASE_READY, "k1", Map.of("n", "2"));
    assertThat(first.fresh()).isTrue();
    assertThat(second.fresh()).isFalse();
    assertThat(second.entryId()).isEqualTo(first.entryId());
  }

  @Test
  void concurrent_appends_of_one_key_make_one_entry() throws Exception {
    List<Receipt> receipts =
        together(
            16,
            i ->
                i % 2 == 0
                    ? append(EntryKind.CASE_READY, "same", Map.of())
                    : journal.transactTogether(
                        open ->
                            open.append(EntryDraft.of(EntryKind.CASE_READY, "same", Map.of()))));
    assertThat(receipts).extracting(Receipt::entryId).containsOnly(receipts.get(0).entryId());
    assertThat(receipts).filteredOn(Receipt::fresh).hasSize(1);
    assertThat(counts()).containsEntry("case-ready", 1L);
  }

  @Test
  void a_transaction_that_fails_leaves_nothing() {
    assertThatThrownBy(
            () ->
                journal.transact(
                    open -> {
                      open.append(EntryDraft.of(EntryKind.CASE_READY, "k1", Map.of()));
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(counts()).containsEntry("case-ready", 0L);
  }

  @Test
  void in_a_group_the_failing_work_fails_alone() throws Exception {
    List<Object> outcomes =
        together(
            32,
            i -> {
              try {
                return journal.transactTogether(
                    open -> {
                      Receipt receipt =
                          open.append(EntryDraft.of(EntryKind.CASE_READY, "k" + i, Map.of()));
                      if (i % 4 == 0) {
                        throw new IllegalArgumentException("number " + i);
                      }
                      return receipt;
                    });
              } catch (IllegalArgumentException e) {
                return e.getMessage();
              }
            });
    for (int i = 0; i < 32; i++) {
      assertThat(outcomes.get(i)).isInstanceOf(i % 4 == 0 ? String.class : Receipt.class);
    }
    assertThat(outcomes.get(4)).isEqualTo("number 4");
    assertThat(counts()).containsEntry("case-ready", 24L);
  }

  @Test
  void what_a_work_answers_may_be_null() {
    String answer = journal.transactTogether(open -> null);
    assertThat(answer).isNull();
  }

  @Test
  void an_interrupted_caller_harms_nobody_else() throws Exception {
    for (int i = 0; i < 20; i++) {
      String key = "interrupted" + i;
      Thread caller =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                append(EntryKind.CASE_READY, key, Map.of());
              });
      caller.start();
      caller.join();
      append(EntryKind.CASE_READY, "other" + i, Map.of());
    }
    assertThat(counts().get("case-ready")).isGreaterThanOrEqualTo(20L);
  }

  @Test
  void an_instance_opens_its_study_once_and_makes_one_timer() {
    keep(anInstance("1.2.3.1"), SEEN);
    keep(anInstance("1.2.3.2").withNumber(2), SEEN.plusSeconds(3));
    StudyProgress progress = progress("1.2.3");
    assertThat(progress)
        .isEqualTo(
            new StudyProgress(
                2, SEEN, SEEN.plusSeconds(3), 0, true, Duration.ofSeconds(3), "MODALITY"));
    assertThat(counts()).containsEntry("study-due", 1L).containsEntry("instance-kept", 2L);
  }

  @Test
  void an_instance_is_read_back_as_it_was_kept() {
    KeptInstance kept = keep(anInstance("1.2.3.1").withNumber(null), SEEN);
    assertThat(find(open -> open.studies().instance(new Uid("1.2.3.1")))).contains(kept);
  }

  @Test
  void instances_come_by_series_number_and_arrival() {
    keep(anInstance("1.2.3.4").ofSeries("1.2.3.9.2").withNumber(1), SEEN);
    keep(anInstance("1.2.3.3").ofSeries("1.2.3.9.1").withNumber(null), SEEN);
    keep(anInstance("1.2.3.2").ofSeries("1.2.3.9.1").withNumber(7), SEEN);
    keep(anInstance("1.2.3.1").ofSeries("1.2.3.9.1").withNumber(2), SEEN);
    List<KeptInstance> kept = journal.transact(open -> open.studies().instances(new Uid("1.2.3")));
    assertThat(kept)
        .extracting(one -> one.instance().uid().value())
        .containsExactly("1.2.3.1", "1.2.3.2", "1.2.3.3", "1.2.3.4");
  }

  @Test
  void later_instances_fill_what_the_first_did_not_say() {
    keep(anInstance("1.2.3.1").with(Priority.ROUTINE), SEEN);
    keep(
        anInstance("1.2.3.2").withAccession("A1", "RIS").with(Priority.STAT).withModality("SR"),
        SEEN);
    var study = journal.transact(open -> open.studies().find(new Uid("1.2.3"))).orElseThrow();
    assertThat(study.accession()).isEqualTo(new AccessionNumber("A1", "RIS"));
    assertThat(study.priority()).isEqualTo(Priority.STAT);
    assertThat(study.modality()).isEqualTo("CR");
    assertThat(study.patient()).isEqualTo(anInstance("1").study().patient());
  }

  @Test
  void an_accession_number_finds_studies_of_any_issuer_that_does_not_contradict() {
    keep(anInstance("1.2.1.1").ofStudy("1.2.1").withAccession("A1", "RIS"), SEEN);
    keep(anInstance("1.2.2.1").ofStudy("1.2.2").withAccession("A1"), SEEN);
    keep(anInstance("1.2.4.1").ofStudy("1.2.4").withAccession("A1", "OTHER"), SEEN);
    keep(anInstance("1.2.5.1").ofStudy("1.2.5").withAccession("A2", "RIS"), SEEN);
    var found =
        journal.transact(open -> open.studies().withAccession(new AccessionNumber("A1", "RIS")));
    assertThat(found).extracting(study -> study.uid().value()).containsExactly("1.2.1", "1.2.2");
  }

  @Test
  void a_study_settles_unless_something_arrived_meanwhile() {
    keep(anInstance("1.2.3.1"), SEEN);
    keep(anInstance("1.2.3.2"), SEEN.plusSeconds(1));
    assertThat(settle("1.2.3", SEEN)).isEmpty();
    assertThat(settle("1.2.3", SEEN.plusSeconds(1))).contains(1);
    assertThat(settle("1.2.3", SEEN.plusSeconds(1))).isEmpty();
    assertThat(progress("1.2.3").open()).isFalse();
  }

  @Test
  void a_late_instance_opens_a_settled_study_again_with_a_new_timer() {
    keep(anInstance("1.2.3.1"), SEEN);
    settle("1.2.3", SEEN);
    keep(anInstance("1.2.3.2"), SEEN.plusSeconds(60));
    assertThat(progress("1.2.3").open()).isTrue();
    assertThat(counts()).containsEntry("study-due", 2L);
    assertThat(settle("1.2.3", SEEN.plusSeconds(60))).contains(2);
  }

  @Test
  void many_senders_of_one_study_lose_no_instance() throws Exception {
    together(
        48,
        i ->
            journal.transactTogether(
                open ->
                    open.studies()
                        .keep(kept(anInstance("1.2.3." + (i + 1)), SEEN), study("1.2.3"))));
    assertThat(progress("1.2.3").instances()).isEqualTo(48);
    assertThat(counts()).containsEntry("instance-kept", 48L).containsEntry("study-due", 1L);
  }

  @Test
  void the_same_message_again_is_not_a_new_version() {
    Receipt first = keep(aReport().withControlId("M1").build(), OBJECT);
    Receipt again = keep(aReport().withControlId("M1").build(), OBJECT);
    assertThat(again.fresh()).isFalse();
    assertThat(again.entryId()).isEqualTo(first.entryId());
    assertThat(versions("F1")).hasSize(1);
  }

  @Test
  void another_text_under_a_used_control_id_is_kept_too() {
    keep(aReport().withControlId("M1").build(), OBJECT);
    Receipt other = keep(aReport().withControlId("M1").withText("other").build(), "b".repeat(64));
    Receipt again = keep(aReport().withControlId("M1").withText("other").build(), "b".repeat(64));
    assertThat(other.fresh()).isTrue();
    assertThat(again.fresh()).isFalse();
    assertThat(versions("F1")).extracting(KeptReport::version).containsExactly(1, 2);
  }

  @Test
  void a_report_is_read_back_as_it_was_kept() {
    var report =
        aReport().ofStudy("1.2.3").withAccession("A1", "RIS").withText("äöü\n\u65e5").build();
    Receipt receipt = keep(report, OBJECT);
    assertThat(find(open -> open.reports().latest(new ReportKey("F1"))))
        .contains(new KeptReport(report, 1, OBJECT, receipt.recordedAt()));
  }

  @Test
  void reports_are_found_by_what_their_latest_version_says() {
    keep(aReport().withControlId("M1").ofStudy("1.2.3").withAccession("A1").build(), OBJECT);
    keep(aReport().withControlId("M2").withAccession("A2", "RIS").build(), OBJECT);
    assertThat(list(o -> o.reports().naming(new Uid("1.2.3")))).isEmpty();
    assertThat(withAccession("A1", null)).isEmpty();
    assertThat(withAccession("A2", null)).extracting(KeptReport::version).containsExactly(2);
    assertThat(withAccession("A2", "OTHER")).isEmpty();
  }

  @Test
  void a_case_is_saved_replaced_listed_and_counted() {
    Case first = aCase("1.2.3", CaseState.RECEIVING, SEEN);
    Case second = aCase("1.2.4", CaseState.READY, SEEN.plusSeconds(1));
    save(first);
    save(second);
    Case changed = aCase("1.2.3", CaseState.READY, SEEN.plusSeconds(2));
    save(changed);
    assertThat(list(o -> o.cases().list(CaseQuery.all(10)))).containsExactly(changed, second);
    CaseQuery ready = CaseQuery.in(CaseState.READY, 10);
    assertThat(
            list(
                o ->
                    o.cases()
                        .list(ready.after(new CaseQuery.Place(changed.changed(), changed.id())))))
        .containsExactly(second);
    assertThat(map(o -> o.cases().counts()))
        .containsEntry(CaseState.READY, 2L)
        .containsEntry(CaseState.RECEIVING, 0L);
    assertThat(find(o -> o.cases().ofStudy(new Uid("1.2.4")))).contains(second);
    assertThat(find(o -> o.cases().lock(first.id()))).contains(changed);
  }

  @Test
  void a_list_is_narrowed_by_every_filter_at_once_and_by_what_wants_a_person() {
    keep(anInstance("1.2.3.1").withAccession("A1"), SEEN);
    Case found = aCase("1.2.3", CaseState.READ, SEEN);
    save(found);
    save(aCase("1.2.4", CaseState.SET_ASIDE, SEEN.plusSeconds(1)));
    CaseQuery all =
        new CaseQuery(
            CaseState.READ,
            found.priority(),
            "CR",
            "A1",
            "P1",
            new Uid("1.2.3"),
            SEEN,
            SEEN.plusSeconds(1),
            true,
            true,
            0.5,
            null,
            10);
    assertThat(list(o -> o.cases().list(all))).isEmpty();
    CaseQuery wanting = CaseQuery.wantingAPerson(0.5, 10);
    assertThat(list(o -> o.cases().list(wanting))).hasSize(1);
    Finding disputed = new Finding(List.of(), 0.6, 0.9, 0.1, 0.2, true, null);
    keep(found, List.of(disputed));
    assertThat(list(o -> o.cases().list(all))).containsExactly(found);
    assertThat(list(o -> o.cases().list(wanting))).hasSize(2);
  }

  private void keep(Case of, List<Finding> findings) {
    ModelIdentity model = new ModelIdentity("m", "1", "a model");
    journal.transact(
        open -> {
          open.cases()
              .keep(
                  new Findings(
                      of.id(), 1, model, null, findings, "", List.of(), null, null, null, SEEN));
          return 0;
        });
  }

  @Test
  void studies_are_looked_through_from_the_latest_on() {
    keep(anInstance("1.2.3.1").withAccession("A1"), SEEN);
    keep(anInstance("1.2.4.1").ofStudy("1.2.4").withAccession("A2"), SEEN.plusSeconds(1));
    StudySearch.Filter any = new StudySearch.Filter(List.of(), List.of(), List.of());
    List<StudySearch.Place> first = list(o -> o.search().next(any, null, 1));
    assertThat(first).extracting(StudySearch.Place::study).containsExactly(new Uid("1.2.4"));
    assertThat(list(o -> o.search().next(any, first.get(0), 5)))
        .extracting(StudySearch.Place::study)
        .containsExactly(new Uid("1.2.3"));
    StudySearch.Filter one =
        new StudySearch.Filter(
            List.of(new Uid("1.2.3"), new Uid("1.2.9")), List.of("A1"), List.of("P1"));
    assertThat(list(o -> o.search().next(one, null, 5))).hasSize(1);
  }

  @Test
  void the_entries_of_a_case_are_those_of_its_instances_and_of_every_version_of_its_report() {
    keep(anInstance("1.2.3.1"), SEEN);
    keep(aReport().withControlId("M1").build(), OBJECT);
    CaseId study = CaseId.of(new Uid("1.2.3"));
    ReportKey report = new ReportKey("F1");
    journal.transact(
        open -> {
          open.cases()
              .save(
                  new Case(
                      study,
                      1,
                      new Uid("1.2.3"),
                      1,
                      report,
                      1,
                      CaseState.READY,
                      "by study",
                      Priority.ROUTINE,
                      SEEN,
                      SEEN));
          open.cases().fold(CaseId.of(report), study);
          return study;
        });
    keep(aReport().withControlId("M2").build(), OBJECT);
    List<Entry> entries = journal.transact(open -> open.entries().ofCase(study));
    assertThat(entries)
        .extracting(Entry::kind)
        .containsExactly(
            EntryKind.INSTANCE_KEPT,
            EntryKind.STUDY_DUE,
            EntryKind.REPORT_KEPT,
            EntryKind.REPORT_KEPT);
  }

  @Test
  void a_reading_is_kept_once_per_version() {
    Findings findings = findings("first");
    journal.transact(
        open -> {
          open.cases().keep(findings);
          open.cases().keep(findings("second"));
          return 0;
        });
    assertThat(find(o -> o.cases().findings(findings.caseId(), 1))).contains(findings);
    assertThat(find(o -> o.cases().findings(findings.caseId(), 2))).isEmpty();
  }

  @Test
  void only_work_can_be_replayed() {
    long kept = append(EntryKind.DELIVERED, "k1", Map.of()).entryId();
    long ready = append(EntryKind.CASE_READY, "k1", Map.of()).entryId();
    assertThat(is(open -> open.entries().replay(kept))).isFalse();
    assertThat(is(open -> open.entries().replay(ready))).isTrue();
    assertThat(is(open -> open.entries().replay(-1))).isFalse();
  }
}
