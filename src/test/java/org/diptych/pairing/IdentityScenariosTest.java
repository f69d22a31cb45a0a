package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.PatientChange.Kind.CHANGE_IDENTIFIER;
import static org.diptych.study.PatientChange.Kind.MERGE;
import static org.diptych.study.PatientChange.Kind.MOVE;
import static org.diptych.study.PatientChange.Kind.UNMERGE;
import static org.diptych.study.PatientChange.Kind.UPDATE;
import static org.diptych.study.ReportBuilder.aReport;

import org.diptych.journal.EntryKind;
import org.diptych.study.CaseState;
import org.diptych.study.PatientId;
import org.diptych.study.ReportStatus;
import org.junit.jupiter.api.Test;

/** Who the patient is, before, while and after a case is read. */
class IdentityScenariosTest extends DepartmentScenario {
  private void readCaseOf(String patient) {
    given.study(anInstance("1.2.3.1").ofPatient(patient, "HOSPITAL"));
    given.report(aReport().ofStudy(STUDY).ofPatient(patient, "HOSPITAL"));
  }

  private void contradictingPair() {
    given.study(anInstance("1.2.3.1").ofPatient("P1", "HOSPITAL"));
    given.report(aReport().ofStudy(STUDY).ofPatient("P2", "HOSPITAL"));
  }

  @Test
  void given_images_of_another_patient_when_the_report_names_them_then_a_person_is_asked() {
    contradictingPair();
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(theCase().state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(given.candidates(caseOfReport("F1")).get(0).evidence()).contains("another patient");
    assertThat(given.resources().inForce()).isEmpty();
  }

  @Test
  void given_a_contradicting_pair_when_a_person_chooses_it_all_the_same_then_it_is_read() {
    contradictingPair();
    given.choose(caseOfReport("F1"), STUDY);
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void
      given_a_contradicting_pair_when_the_patients_are_merged_then_it_is_offered_again_and_pairs() {
    contradictingPair();
    given.patient(MERGE, "P1", "P2");
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.cases()).hasSize(1);
    assertThat(given.resources().subjects()).containsExactly("P1");
  }

  @Test
  void given_a_merge_before_anything_when_study_and_report_come_then_they_pair() {
    given.patient(MERGE, "P1", "P2");
    contradictingPair();
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_a_waiting_study_when_its_patient_is_merged_then_the_result_is_of_the_survivor() {
    given.study(anInstance("1.2.3.1").ofPatient("P2", "HOSPITAL"));
    given.patient(MERGE, "P1", "P2");
    given.report(aReport().ofStudy(STUDY).ofPatient("P1", "HOSPITAL"));
    assertThat(given.resources().subjects()).containsExactly("P1");
    assertThat(given.all(EntryKind.SUBJECT_CHANGED)).isEmpty();
  }

  @Test
  void given_a_read_case_when_its_patient_is_merged_then_its_result_follows() {
    readCaseOf("P2");
    assertThat(given.resources().subjects()).containsExactly("P2");
    given.patient(MERGE, "P1", "P2");
    assertThat(given.all(EntryKind.SUBJECT_CHANGED)).hasSize(1);
    assertThat(given.resources().subjects()).containsExactly("P1");
    assertThat(theCase().version()).isEqualTo(1);
  }

  @Test
  void given_a_read_case_when_the_survivor_of_its_patient_is_merged_too_then_it_follows_again() {
    readCaseOf("P3");
    given.patient(MERGE, "P2", "P3").patient(MERGE, "P1", "P2");
    assertThat(given.resources().subjects()).containsExactly("P1");
    assertThat(given.all(EntryKind.SUBJECT_CHANGED)).hasSize(2);
  }

  @Test
  void given_a_chain_of_merges_when_the_later_link_is_known_first_then_it_ends_the_same() {
    given.patient(MERGE, "P1", "P2").patient(MERGE, "P2", "P3");
    readCaseOf("P3");
    assertThat(given.resources().subjects()).containsExactly("P1");
  }

  @Test
  void given_a_merged_read_case_when_the_merge_is_undone_then_the_result_goes_back() {
    readCaseOf("P2");
    given.patient(MERGE, "P1", "P2").patient(UNMERGE, "P1", "P2");
    assertThat(given.resources().subjects()).containsExactly("P2");
    assertThat(given.all(EntryKind.SUBJECT_CHANGED)).hasSize(2);
  }

  @Test
  void given_an_undone_merge_when_it_names_the_patients_the_other_way_round_then_it_ends_too() {
    readCaseOf("P2");
    given.patient(MERGE, "P1", "P2").patient(UNMERGE, "P2", "P1");
    assertThat(given.resources().subjects()).containsExactly("P2");
  }

  @Test
  void given_a_pair_that_only_a_merge_allowed_when_it_is_undone_then_the_result_is_withdrawn() {
    contradictingPair();
    given.patient(MERGE, "P1", "P2").patient(UNMERGE, "P1", "P2");
    assertThat(given.resources().inForce()).isEmpty();
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(given.all(EntryKind.CASE_WITHDRAWN)).hasSize(1);
  }

  @Test
  void given_a_merge_that_was_undone_when_the_undoing_arrives_first_then_it_still_ends_undone() {
    contradictingPair();
    given.patient(UNMERGE, "P1", "P2", "U", "09:20");
    given.patient(MERGE, "P1", "P2", "M", "09:10");

    assertThat(given.resources().inForce()).isEmpty();
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void given_an_undone_merge_when_the_patients_are_merged_again_then_the_pair_is_read_again() {
    contradictingPair();
    given.patient(MERGE, "P1", "P2").patient(UNMERGE, "P1", "P2").patient(MERGE, "P1", "P2");
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.resources().subjects()).containsExactly("P1");
  }

  @Test
  void given_a_read_case_when_the_identifier_of_its_patient_changes_then_its_result_follows() {
    readCaseOf("P2");
    given.patient(CHANGE_IDENTIFIER, "P1", "P2");
    assertThat(given.resources().subjects()).containsExactly("P1");
  }

  @Test
  void given_a_read_case_when_its_identifier_moves_to_another_patient_then_its_result_follows() {
    readCaseOf("P2");
    given.patient(MOVE, "P1", "P2");
    assertThat(given.resources().subjects()).containsExactly("P1");
  }

  @Test
  void given_a_read_case_when_only_an_account_of_its_patient_moves_then_nothing_changes() {
    readCaseOf("P2");
    given.patient(MOVE, "P2", "P2");
    assertThat(given.all(EntryKind.SUBJECT_CHANGED)).isEmpty();
    assertThat(given.resources().subjects()).containsExactly("P2");
  }

  @Test
  void given_a_read_case_when_only_demographics_change_then_nothing_is_written_again() {
    readCaseOf("P2");
    given.patient(UPDATE, "P2", null);
    assertThat(given.all(EntryKind.RESULTS_READY)).hasSize(1);
  }

  @Test
  void given_a_merge_when_the_same_message_comes_again_then_nothing_is_written_again() {
    readCaseOf("P2");
    given.patient(MERGE, "P1", "P2", "SAME").patient(MERGE, "P1", "P2", "SAME");
    assertThat(given.all(EntryKind.SUBJECT_CHANGED)).hasSize(1);
  }

  @Test
  void given_two_patients_when_they_are_merged_both_ways_then_the_last_word_counts() {
    readCaseOf("P2");
    given.patient(MERGE, "P1", "P2").patient(MERGE, "P2", "P1");
    assertThat(given.resources().subjects()).containsExactly("P2");
    PatientId first = new PatientId("P1", "HOSPITAL");
    PatientId now = given.journal.transact(open -> open.patients().current(first));
    assertThat(now.value()).isEqualTo("P2");
  }

  @Test
  void given_a_merged_patient_when_a_correction_comes_under_the_old_identifier_then_it_pairs() {
    readCaseOf("P1");
    given.patient(MERGE, "P1", "P2");
    given.report(
        aReport()
            .ofStudy(STUDY)
            .ofPatient("P2", "HOSPITAL")
            .withText("Corrected.")
            .withStatus(ReportStatus.CORRECTED));
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(given.resources().subjects()).containsExactly("P1");
  }

  @Test
  void given_weak_evidence_when_the_patients_are_merged_then_study_and_report_find_each_other() {
    given.study(anInstance("1.2.3.1").ofPatient("P2", "HOSPITAL"));
    given.report(aReport().ofPatient("P1", "HOSPITAL"));
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
    given.patient(MERGE, "P1", "P2");
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_a_merge_while_late_images_arrive_when_they_settle_then_the_survivor_is_read() {
    readCaseOf("P2");
    given.images(anInstance("1.2.3.2").ofPatient("P2", "HOSPITAL"));
    given.patient(MERGE, "P1", "P2").silence();
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(given.resources().subjects()).containsExactly("P1");
  }

  @Test
  void given_a_case_about_to_be_read_when_its_patient_is_merged_then_the_result_is_the_survivors() {
    given.withoutReading();
    readCaseOf("P2");
    given.patient(MERGE, "P1", "P2").withReadingAgain();
    assertThat(given.resources().subjects()).containsExactly("P1");
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_case_about_to_be_read_when_the_merge_it_rests_on_is_undone_then_nothing_stands() {
    given.withoutReading();
    contradictingPair();
    given.patient(MERGE, "P1", "P2").patient(UNMERGE, "P1", "P2").withReadingAgain();
    assertThat(given.resources().inForce()).isEmpty();
  }

  @Test
  void given_identifiers_of_two_authorities_when_their_values_differ_then_they_do_not_contradict() {
    given.study(anInstance("1.2.3.1").ofPatient("P1", "HOSPITAL"));
    given.report(aReport().ofStudy(STUDY).ofPatient("P2", "CLINIC"));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_a_merge_at_another_authority_when_values_are_equal_then_it_does_not_concern_us() {
    given.patient(MERGE, "P1", "P2");
    given.study(anInstance("1.2.3.1").ofPatient("P2", "CLINIC"));
    given.report(aReport().ofStudy(STUDY).ofPatient("P2", "CLINIC"));
    assertThat(given.resources().subjects()).containsExactly("P2");
  }

  @Test
  void
      given_earlier_studies_under_either_identifier_when_a_case_is_read_then_they_are_its_priors() {
    given.study(
        anInstance("1.9.1.1")
            .ofStudy("1.9.1")
            .ofPatient("P2", "HOSPITAL")
            .started("2020-01-01T09:00"));
    given.study(
        anInstance("1.9.2.1")
            .ofStudy("1.9.2")
            .ofPatient("P1", "HOSPITAL")
            .started("2023-01-01T09:00"));
    given.study(
        anInstance("1.9.3.1")
            .ofStudy("1.9.3")
            .ofPatient("P3", "HOSPITAL")
            .started("2023-01-01T09:00"));
    given.study(
        anInstance("1.9.4.1")
            .ofStudy("1.9.4")
            .ofPatient("P1", "HOSPITAL")
            .started("2027-01-01T09:00"));
    given.patient(MERGE, "P1", "P2");
    readCaseOf("P1");
    assertThat(given.all(EntryKind.CASE_READY))
        .singleElement()
        .satisfies(ready -> assertThat(ready.get("priors")).isEqualTo("1.9.2,1.9.1"));
  }
}
