package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.study.Candidate;
import org.diptych.study.CaseState;
import org.diptych.study.ReportStatus;
import org.junit.jupiter.api.Test;

/** Several studies, several reports, and persons who choose. */
class CandidateScenariosTest extends DepartmentScenario {
  private void twoStudiesOfOneOrder() {
    given.study(anInstance("1.2.3.1").withAccession("A1"));
    given.study(anInstance("1.2.4.1").ofStudy(OTHER).withAccession("A1").withModality("CT"));
  }

  private Entry told() {
    var entries = given.all(EntryKind.SET_ASIDE);
    return entries.get(entries.size() - 1);
  }

  @Test
  void given_two_studies_of_one_accession_when_the_report_comes_then_a_person_sees_both_scored() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
    assertThat(told().get("candidates")).isEqualTo("1.2.3,1.2.4");
    assertThat(told().get("scores")).isEqualTo("100,80");
    assertThat(given.candidates(caseOfReport("F1")))
        .extracting(Candidate::evidence)
        .first()
        .isEqualTo("accession number, patient, modality, body part, within the hour");
  }

  @Test
  void given_a_pair_by_accession_when_a_second_study_of_it_settles_then_the_pair_is_withdrawn() {
    given.study(anInstance("1.2.3.1").withAccession("A1")).report(aReport().withAccession("A1"));
    given.study(anInstance("1.2.4.1").ofStudy(OTHER).withAccession("A1"));
    assertThat(given.resources().inForce()).isEmpty();
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void given_two_candidates_when_a_person_chooses_one_then_that_is_read() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    assertThat(given.choose(caseOfReport("F1"), OTHER)).isInstanceOf(DecisionOutcome.Done.class);
    assertThat(given.of(OTHER).state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.of(OTHER).reason()).isEqualTo("paired by a person");
    assertThat(theCase().state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(given.find(caseOfReport("F1"))).isEmpty();
  }

  @Test
  void given_a_persons_choice_when_a_later_version_comes_then_it_follows_the_choice() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    given.choose(caseOfReport("F1"), OTHER);
    given.report(aReport().withAccession("A1").withText("x").withStatus(ReportStatus.CORRECTED));
    assertThat(given.of(OTHER).version()).isEqualTo(2);
    assertThat(given.all(EntryKind.SET_ASIDE)).hasSize(1);
  }

  @Test
  void given_a_persons_choice_when_it_is_made_again_then_nothing_changes() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    given.choose(caseOfReport("F1"), OTHER);
    given.choose(caseOf(OTHER), caseOfReport("F1").toString());
    assertThat(given.of(OTHER).version()).isEqualTo(1);
    assertThat(given.all(EntryKind.CANDIDATE_CHOSEN)).hasSize(1);
  }

  @Test
  void given_a_choice_when_a_person_gives_the_report_to_the_other_study_too_then_both_are_read() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    given.choose(caseOfReport("F1"), OTHER);
    given.choose(caseOf(STUDY), caseOf(OTHER).toString());
    assertThat(theCase().report()).isEqualTo(given.key("F1"));
    assertThat(given.of(OTHER).report()).isEqualTo(given.key("F1"));
    assertThat(given.resources().reports()).hasSize(2);
  }

  @Test
  void given_a_wrong_choice_when_a_person_gives_the_study_another_report_then_it_moves() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    given.choose(caseOfReport("F1"), OTHER);
    given.report(another().withAccession("A9").withText("Another."));
    given.choose(caseOf(OTHER), caseOfReport("F2").toString());
    assertThat(given.of(OTHER).report()).isEqualTo(given.key("F2"));
    assertThat(theCase().report()).isEqualTo(given.key("F1"));
    assertThat(given.resources().reports()).hasSize(2);
  }

  @Test
  void given_no_such_candidate_when_it_is_chosen_then_it_is_refused() {
    given.report(aReport().withAccession("A1"));
    assertThat(given.choose(caseOfReport("F1"), "9.9.9"))
        .isInstanceOf(DecisionOutcome.UnknownCandidate.class);
    assertThat(given.choose(caseOf(OTHER), STUDY)).isInstanceOf(DecisionOutcome.UnknownCase.class);
  }

  @Test
  void given_a_choice_when_it_is_made_again_on_the_case_of_the_report_then_it_is_the_same_one() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    DecisionOutcome first = given.choose(caseOfReport("F1"), OTHER);
    long entry = ((DecisionOutcome.Done) first).entry();
    assertThat(given.choose(caseOfReport("F1"), OTHER))
        .isEqualTo(new DecisionOutcome.Done(entry, caseOf(OTHER), false));
    assertThat(given.of(OTHER).version()).isEqualTo(1);
  }

  @Test
  void given_a_pair_by_evidence_when_a_person_chooses_for_it_then_it_waits_for_no_choice() {
    given.study(anInstance("1.2.3.1").withAccession("A1")).report(aReport().withAccession("A1"));
    given.report(another().withAccession("A9"));
    assertThat(given.choose(caseOf(STUDY), caseOfReport("F2").toString()))
        .isInstanceOf(DecisionOutcome.NotNow.class);
    given.abandon(caseOf(STUDY));
    given.choose(caseOf(STUDY), caseOfReport("F2").toString());
    assertThat(theCase().report()).isEqualTo(given.key("F2"));
  }

  @Test
  void given_a_choice_when_it_is_taken_back_then_a_person_is_asked_again_and_nothing_stands() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    given.choose(caseOfReport("F1"), OTHER);
    assertThat(given.takeBack(caseOf(OTHER))).isInstanceOf(DecisionOutcome.Done.class);
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(given.of(OTHER).state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(given.candidates(caseOfReport("F1"))).hasSize(2);
    assertThat(given.resources().inForce()).isEmpty();
  }

  @Test
  void given_a_choice_taken_back_when_everything_is_done_again_then_it_stays_so() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    given.choose(caseOfReport("F1"), OTHER);
    DecisionOutcome.Done first = (DecisionOutcome.Done) given.takeBack(caseOf(OTHER));
    assertThat(given.takeBack(caseOf(OTHER)))
        .isEqualTo(new DecisionOutcome.Done(first.entry(), caseOf(OTHER), false));
    given.restart();
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
    given.choose(caseOfReport("F1"), STUDY);
    assertThat(theCase().reason()).isEqualTo("paired by a person");
    assertThat(given.takeBack(caseOf(OTHER)))
        .isEqualTo(new DecisionOutcome.Done(first.entry(), caseOf(OTHER), false));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_a_choice_when_the_engine_restarts_and_does_everything_again_then_it_holds() {
    twoStudiesOfOneOrder();
    given.report(aReport().withAccession("A1"));
    given.choose(caseOfReport("F1"), OTHER);
    given.restart();
    assertThat(given.of(OTHER).reason()).isEqualTo("paired by a person");
    assertThat(given.of(OTHER).version()).isEqualTo(1);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_an_abandoned_case_when_it_is_abandoned_again_then_that_is_the_same_decision() {
    given.report(aReport().ofStudy(STUDY));
    DecisionOutcome.Done first = (DecisionOutcome.Done) given.abandon(caseOfReport("F1"));
    assertThat(given.abandon(caseOfReport("F1")))
        .isEqualTo(new DecisionOutcome.Done(first.entry(), caseOfReport("F1"), false));
    assertThat(given.takeBack(caseOfReport("F1"))).isInstanceOf(DecisionOutcome.NotNow.class);
  }

  @Test
  void
      given_studies_of_several_modalities_when_one_is_of_another_patient_then_it_is_no_candidate() {
    given.study(anInstance("1.2.3.1").withAccession("A1"));
    given.study(
        anInstance("1.2.4.1").ofStudy(OTHER).withAccession("A1").ofPatient("P9", "HOSPITAL"));
    given.report(aReport().withAccession("A1"));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.of(OTHER).state()).isEqualTo(CaseState.AWAITING_REPORT);
  }

  @Test
  void given_a_report_of_two_studies_when_both_have_settled_then_each_is_read() {
    given.report(aReport().ofStudy(STUDY).andStudy(OTHER));
    given.study(anInstance("1.2.3.1")).study(anInstance("1.2.4.1").ofStudy(OTHER));
    assertThat(given.cases()).hasSize(2);
    assertThat(given.resources().reports()).hasSize(2);
  }

  @Test
  void given_a_report_of_two_studies_when_it_comes_last_then_each_is_read() {
    given.study(anInstance("1.2.3.1")).study(anInstance("1.2.4.1").ofStudy(OTHER));
    given.report(aReport().ofStudy(STUDY).andStudy(OTHER));
    assertThat(given.resources().reports()).hasSize(2);
  }

  @Test
  void given_a_report_of_two_studies_when_it_is_corrected_then_each_is_read_again() {
    given.study(anInstance("1.2.3.1")).study(anInstance("1.2.4.1").ofStudy(OTHER));
    given.report(aReport().ofStudy(STUDY).andStudy(OTHER));
    given.report(aReport().ofStudy(STUDY).andStudy(OTHER).withText("Corrected."));
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(given.of(OTHER).version()).isEqualTo(2);
    assertThat(given.resources().reports()).hasSize(2);
  }

  @Test
  void given_a_report_of_two_studies_when_it_is_cancelled_then_both_are_withdrawn() {
    given.study(anInstance("1.2.3.1")).study(anInstance("1.2.4.1").ofStudy(OTHER));
    given.report(aReport().ofStudy(STUDY).andStudy(OTHER));
    given.report(aReport().ofStudy(STUDY).andStudy(OTHER).withStatus(ReportStatus.CANCELLED));
    assertThat(given.resources().inForce()).isEmpty();
    assertThat(given.all(EntryKind.CASE_WITHDRAWN)).hasSize(2);
  }

  @Test
  void given_a_report_of_grouped_orders_when_their_studies_settle_then_each_is_read() {
    given.report(aReport().withAccession("A1").andAccession("A2"));
    given.study(anInstance("1.2.3.1").withAccession("A1"));
    given.study(anInstance("1.2.4.1").ofStudy(OTHER).withAccession("A2"));
    assertThat(given.resources().reports()).hasSize(2);
  }

  @Test
  void given_one_accession_number_of_two_issuers_when_they_meet_then_they_never_pair() {
    given.study(anInstance("1.2.3.1").withAccession("A1", "RIS"));
    given.report(aReport().withAccession("A1", "OTHER"));
    assertThat(theCase().state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.AWAITING_STUDY);
  }

  @Test
  void given_one_accession_number_of_two_issuers_when_both_reports_come_then_each_finds_its_own() {
    given.study(anInstance("1.2.3.1").withAccession("A1", "RIS"));
    given.study(anInstance("1.2.4.1").ofStudy(OTHER).withAccession("A1", "OTHER"));
    given.report(aReport().withAccession("A1", "OTHER"));
    given.report(another().withAccession("A1", "RIS"));
    assertThat(theCase().report()).isEqualTo(given.key("F2"));
    assertThat(given.of(OTHER).report()).isEqualTo(given.key("F1"));
    assertThat(theCase().reason()).isEqualTo("paired by accession number and issuer");
  }

  @Test
  void
      given_one_accession_number_of_two_issuers_when_the_report_names_none_then_a_person_is_asked() {
    given.study(anInstance("1.2.3.1").withAccession("A1", "RIS"));
    given.study(anInstance("1.2.4.1").ofStudy(OTHER).withAccession("A1", "OTHER"));
    given.report(aReport().withAccession("A1"));
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void given_two_reports_of_a_study_when_both_say_when_then_the_first_issued_is_the_studys() {
    given.report(another().ofStudy(STUDY).issued("2026-03-01T12:00"));
    given.report(aReport().ofStudy(STUDY).issued("2026-03-01T10:00"));
    given.study(anInstance("1.2.3.1"));
    assertThat(theCase().report()).isEqualTo(given.key("F1"));
    assertThat(given.ofReport("F2").state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(given.candidates(caseOfReport("F2")))
        .extracting(Candidate::key)
        .containsExactly(STUDY);
  }

  @Test
  void given_two_reports_of_a_study_when_a_person_chooses_then_the_chosen_one_is_read() {
    given.report(aReport().ofStudy(STUDY)).report(another().ofStudy(STUDY));
    given.study(anInstance("1.2.3.1"));
    assertThat(theCase().state()).isEqualTo(CaseState.SET_ASIDE);
    String second = caseOfReport("F2").toString();
    assertThat(given.candidates(caseOf(STUDY))).extracting(Candidate::key).contains(second);
    given.choose(caseOf(STUDY), second);
    assertThat(theCase().report()).isEqualTo(given.key("F2"));
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void given_only_patient_procedure_and_time_when_one_study_fits_then_it_pairs() {
    given.study(anInstance("1.2.3.1")).report(aReport());
    assertThat(theCase().reason()).isEqualTo("paired by patient, procedure and time");
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_only_patient_procedure_and_time_when_two_studies_fit_then_a_person_is_asked() {
    given.study(anInstance("1.2.3.1")).study(anInstance("1.2.4.1").ofStudy(OTHER));
    given.report(aReport());
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(given.candidates(caseOfReport("F1"))).hasSize(2);
  }

  @Test
  void given_only_patient_and_time_when_the_procedure_is_another_then_nothing_pairs() {
    given.study(anInstance("1.2.3.1")).report(aReport().withProcedure("MRI BRAIN"));
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.AWAITING_STUDY);
  }

  @Test
  void given_only_patient_and_procedure_when_they_are_days_apart_then_nothing_pairs() {
    given.study(anInstance("1.2.3.1").started("2026-02-20T09:00")).report(aReport());
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
  }

  @Test
  void given_a_pair_by_weak_evidence_when_a_report_names_the_study_then_that_one_is_read() {
    given.study(anInstance("1.2.3.1")).report(aReport());
    given.report(another().ofStudy(STUDY).withText("The right one."));
    assertThat(theCase().report()).isEqualTo(given.key("F2"));
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.AWAITING_STUDY);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_waiting_case_when_a_person_abandons_it_then_nobody_is_told_any_more() {
    given.report(aReport().ofStudy(STUDY));
    given.abandon(caseOfReport("F1"));
    given.pass(Duration.ofDays(5));
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.ABANDONED);
    assertThat(given.all(EntryKind.SET_ASIDE)).isEmpty();
  }

  @Test
  void given_a_read_case_when_a_person_abandons_it_then_its_results_are_withdrawn_for_good() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    given.abandon(caseOf(STUDY));
    given.restart();
    assertThat(theCase().state()).isEqualTo(CaseState.ABANDONED);
    assertThat(given.resources().inForce()).isEmpty();
  }

  @Test
  void given_an_abandoned_case_when_its_report_changes_then_it_is_read_again() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    given.abandon(caseOf(STUDY));
    given.report(aReport().ofStudy(STUDY).withText("Changed."));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.resources().reports()).hasSize(1);
  }
}
