package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

/** What becomes of studies and reports, as entries reach the desk in one order or the other. */
class PairingTest extends PairingScenario {
  @Test
  void a_study_is_receiving_until_nothing_new_came_for_the_quiet_period() {
    keep(anInstance("1.2.3.1"));
    settle(last(EntryKind.STUDY_DUE));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.RECEIVING);
    clock.advance(Duration.ofSeconds(3));
    keep(anInstance("1.2.3.2"));
    clock.advance(Duration.ofSeconds(3));
    settle(last(EntryKind.STUDY_DUE));
    assertThat(all(EntryKind.STUDY_SETTLED)).isEmpty();
    clock.advance(Duration.ofSeconds(3));
    settle(last(EntryKind.STUDY_DUE));
    assertThat(all(EntryKind.STUDY_SETTLED)).hasSize(1);
  }

  @Test
  void a_timer_that_runs_twice_settles_once() {
    keep(anInstance("1.2.3.1"));
    Entry timer = last(EntryKind.STUDY_DUE);
    settle(timer);
    settle(timer);
    assertThat(all(EntryKind.STUDY_DUE)).hasSize(2);
    clock.advance(Duration.ofSeconds(6));
    settle(timer);
    settle(last(EntryKind.STUDY_DUE));
    assertThat(all(EntryKind.STUDY_SETTLED)).hasSize(1);
  }

  @Test
  void the_quiet_period_is_that_of_sender_and_modality() {
    config.by =
        Map.of(
            "MODALITY/CT", Duration.ofSeconds(40),
            "MODALITY", Duration.ofSeconds(20),
            "CR", Duration.ofSeconds(10));
    QuietPeriods periods = new QuietPeriods(config);
    assertThat(periods.of("MODALITY", "CT")).hasSeconds(40);
    assertThat(periods.of("MODALITY", "CR")).hasSeconds(20);
    assertThat(periods.of("OTHER", "CR")).hasSeconds(10);
    assertThat(periods.of("OTHER", null)).hasSeconds(5);
  }

  @Test
  void a_settled_study_waits_for_its_report_and_pairs_when_it_comes() {
    study(anInstance("1.2.3.1"));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.AWAITING_REPORT);
    report(aReport().ofStudy(STUDY));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.READY);
    assertThat(theCase(CASE).reason()).isEqualTo("paired by study instance UID");
    assertThat(ready()).hasSize(1);
  }

  @Test
  void a_report_waits_for_its_study_and_is_folded_into_its_case() {
    report(aReport().ofStudy(STUDY));
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.AWAITING_STUDY);
    study(anInstance("1.2.3.1"));
    assertThat(cases()).extracting(Case::id).containsExactly(CASE);
    assertThat(theCase(CASE).version()).isEqualTo(1);
    assertThat(theCase(CASE).report()).isEqualTo(new ReportKey("F1"));
    List<Entry> entries = journal.transact(open -> open.entries().ofCase(CASE));
    assertThat(entries).extracting(Entry::kind).contains(EntryKind.REPORT_KEPT);
  }

  @Test
  void a_report_pairs_by_accession_number_in_either_order() {
    report(aReport().withAccession("A1"));
    study(anInstance("1.2.3.1").withAccession("A1", "RIS"));
    study(anInstance("1.2.4.1").ofStudy("1.2.4").withAccession("A2", "RIS"));
    report(aReport().withKey("F2").withAccession("A2", "RIS"));
    assertThat(cases()).extracting(Case::state).containsOnly(CaseState.READY);
    assertThat(cases())
        .extracting(Case::reason)
        .containsExactlyInAnyOrder(
            "paired by accession number", "paired by accession number and issuer");
  }

  @Test
  void the_entry_for_the_reader_names_study_report_and_versions() {
    study(anInstance("1.2.3.1").with(Priority.URGENT));
    report(aReport().ofStudy(STUDY).with(Priority.STAT));
    Entry entry = ready().get(0);
    assertThat(entry.key()).isEqualTo(CASE + "#1");
    assertThat(entry.requireCase()).isEqualTo(CASE);
    assertThat(entry.payload())
        .containsEntry("study", STUDY)
        .containsEntry("version", "1")
        .containsEntry("report", "F1")
        .containsEntry("reportVersion", "1");
    assertThat(theCase(CASE).priority()).isEqualTo(Priority.STAT);
  }

  @Test
  void accession_numbers_of_different_issuers_do_not_pair() {
    study(anInstance("1.2.3.1").withAccession("A1", "RIS"));
    report(aReport().withAccession("A1", "OTHER"));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.AWAITING_STUDY);
  }

  @Test
  void a_named_study_counts_more_than_the_accession_number() {
    study(anInstance("1.2.3.1").withAccession("A1"));
    report(aReport().ofStudy("1.2.99").withAccession("A1"));
    assertThat(ready()).isEmpty();
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.AWAITING_STUDY);
  }

  @Test
  void another_patient_is_never_paired_and_a_person_is_told() {
    study(anInstance("1.2.3.1").ofPatient("P1", "HOSPITAL"));
    report(aReport().ofStudy(STUDY).ofPatient("P2", "HOSPITAL"));
    assertThat(ready()).isEmpty();
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.SET_ASIDE);
    Entry told = last(EntryKind.SET_ASIDE);
    assertThat(told.get("reason")).isEqualTo("study and report name different patients");
    assertThat(told.get("candidates")).isEqualTo(STUDY);
  }

  @Test
  void another_patient_is_never_paired_when_the_report_came_first() {
    report(aReport().ofStudy(STUDY).ofPatient("P2", null));
    study(anInstance("1.2.3.1").ofPatient("P1", "HOSPITAL"));
    assertThat(ready()).isEmpty();
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.AWAITING_REPORT);
  }

  @Test
  void identifiers_of_different_authorities_do_not_contradict() {
    study(anInstance("1.2.3.1").ofPatient("P1", "HOSPITAL"));
    report(aReport().ofStudy(STUDY).ofPatient("P2", "CLINIC"));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.READY);
  }

  @Test
  void a_corrected_patient_pairs_what_was_set_aside() {
    study(anInstance("1.2.3.1"));
    report(aReport().ofStudy(STUDY).ofPatient("P2", "HOSPITAL"));
    report(aReport().ofStudy(STUDY).ofPatient("P1", "HOSPITAL"));
    assertThat(cases()).extracting(Case::state).containsExactly(CaseState.READY);
    assertThat(theCase(CASE).reportVersion()).isEqualTo(2);
  }

  @Test
  void two_studies_of_one_order_wait_for_a_person_with_both_shown() {
    study(anInstance("1.2.3.1").withAccession("A1"));
    study(anInstance("1.2.4.1").ofStudy("1.2.4").withAccession("A1"));
    report(aReport().withAccession("A1"));
    assertThat(ready()).isEmpty();
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(last(EntryKind.SET_ASIDE).get("candidates")).isEqualTo("1.2.3,1.2.4");
  }

  @Test
  void a_second_study_of_an_order_puts_the_pair_in_doubt_and_a_person_is_asked() {
    study(anInstance("1.2.3.1").withAccession("A1"));
    report(aReport().withAccession("A1"));
    study(anInstance("1.2.4.1").ofStudy("1.2.4").withAccession("A1"));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(theCase(CaseId.of(new Uid("1.2.4"))).state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(all(EntryKind.CASE_WITHDRAWN)).hasSize(1);
    assertThat(last(EntryKind.SET_ASIDE).get("candidates")).isEqualTo("1.2.3,1.2.4");
  }

  @Test
  void a_second_report_of_a_paired_study_waits_for_a_person() {
    study(anInstance("1.2.3.1"));
    report(aReport().ofStudy(STUDY));
    report(aReport().withKey("F2").ofStudy(STUDY));
    assertThat(ready()).hasSize(1);
    assertThat(theCase(CASE).report()).isEqualTo(new ReportKey("F1"));
    assertThat(theCase(CaseId.of(new ReportKey("F2"))).state()).isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void several_reports_of_a_study_that_settles_wait_for_a_person() {
    report(aReport().ofStudy(STUDY));
    report(aReport().withKey("F2").ofStudy(STUDY));
    study(anInstance("1.2.3.1"));
    assertThat(ready()).isEmpty();
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void a_report_that_names_nothing_at_all_is_set_aside_at_once() {
    report(aReport().ofNobody().withOrder(null, null));
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(last(EntryKind.SET_ASIDE).get("reason"))
        .isEqualTo("the report names neither study nor order");
  }
}
