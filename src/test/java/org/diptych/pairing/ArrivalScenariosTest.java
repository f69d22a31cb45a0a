package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import org.diptych.journal.EntryKind;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.junit.jupiter.api.Test;

/** In whatever order images and report arrive, and however late, and however often. */
class ArrivalScenariosTest extends DepartmentScenario {
  @Test
  void given_a_settled_study_when_its_report_arrives_then_one_report_is_in_force() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.resources().reports()).hasSize(1);
    assertThat(given.resources().missing()).isEmpty();
  }

  @Test
  void given_a_report_when_its_study_settles_then_one_report_is_in_force() {
    given.report(aReport().ofStudy(STUDY)).study(anInstance("1.2.3.1"));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.cases()).hasSize(1);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_images_still_arriving_when_the_report_comes_then_it_is_read_once_they_settle() {
    given.images(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
    given.silence();
    assertThat(given.all(EntryKind.CASE_READY)).hasSize(1);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_study_when_its_report_is_months_late_then_a_person_was_told_and_it_still_pairs() {
    given.study(anInstance("1.2.3.1")).pass(Duration.ofDays(4));
    assertThat(theCase().state()).isEqualTo(CaseState.SET_ASIDE);
    given.pass(Duration.ofDays(120)).report(aReport().ofStudy(STUDY));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.all(EntryKind.SET_ASIDE)).hasSize(1);
  }

  @Test
  void given_a_report_when_its_study_is_months_late_then_a_person_was_told_and_it_still_pairs() {
    given.report(aReport().ofStudy(STUDY)).pass(Duration.ofDays(4));
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
    given.pass(Duration.ofDays(120)).study(anInstance("1.2.3.1"));
    assertThat(given.cases()).extracting(Case::state).containsExactly(CaseState.DELIVERED);
  }

  @Test
  void given_a_study_in_three_associations_when_it_settles_then_it_is_read_once() {
    given.images(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    given.clock.advance(Duration.ofSeconds(3));
    given.images(anInstance("1.2.3.2"));
    given.clock.advance(Duration.ofSeconds(3));
    given.images(anInstance("1.2.3.3")).silence();
    assertThat(given.all(EntryKind.CASE_READY)).hasSize(1);
    assertThat(theCase().version()).isEqualTo(1);
  }

  @Test
  void given_a_read_case_when_a_series_is_late_then_one_more_reading_supersedes_the_first() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    given.clock.advance(Duration.ofHours(2));
    given.images(anInstance("1.2.3.2").ofSeries("1.2.3.99"));
    assertThat(theCase().state()).isEqualTo(CaseState.RECEIVING);
    given.silence();
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_read_case_when_two_late_series_come_together_then_they_make_one_more_reading() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    given.images(anInstance("1.2.3.2").ofSeries("1.2.3.98"));
    given.images(anInstance("1.2.3.3").ofSeries("1.2.3.99")).silence();
    assertThat(theCase().version()).isEqualTo(2);
  }

  @Test
  void given_a_late_series_when_a_correction_comes_while_it_arrives_then_both_make_one_reading() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    given.images(anInstance("1.2.3.2"));
    given.report(aReport().ofStudy(STUDY).withText("FINDINGS: corrected."));
    assertThat(theCase().version()).isEqualTo(1);
    given.silence();
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(theCase().reportVersion()).isEqualTo(2);
  }

  @Test
  void given_a_read_case_when_the_same_message_comes_again_then_nothing_changes() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY), "SAME");
    var before = given.resources().inForce();
    given.report(aReport().ofStudy(STUDY), "SAME").report(aReport().ofStudy(STUDY), "SAME");
    assertThat(theCase().version()).isEqualTo(1);
    assertThat(given.resources().inForce()).isEqualTo(before);
  }

  @Test
  void given_a_read_case_when_the_report_is_resent_under_a_new_control_id_then_nothing_changes() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY).issued("2026-03-01T10:00"));
    given.report(aReport().ofStudy(STUDY).issued("2026-03-01T10:00"));
    assertThat(theCase().version()).isEqualTo(1);
    assertThat(given.all(EntryKind.CASE_READY)).hasSize(1);
  }

  @Test
  void given_a_read_case_when_an_instance_is_sent_again_then_nothing_changes() {
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    given.images(anInstance("1.2.3.1")).silence();
    assertThat(theCase().version()).isEqualTo(1);
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_two_control_ids_of_one_sender_when_texts_differ_then_neither_is_lost() {
    given.study(anInstance("1.2.3.1"));
    given.report(aReport().ofStudy(STUDY).withText("first"), "REUSED");
    long kept = given.all(EntryKind.REPORT_KEPT).size();
    given.report(another().ofStudy(OTHER).withText("second"), "REUSED");
    assertThat(kept).isEqualTo(1);
    assertThat(theCase().report()).isEqualTo(given.key("F1"));
  }

  @Test
  void given_an_urgent_study_when_a_routine_report_comes_then_the_case_stays_urgent() {
    given.study(anInstance("1.2.3.1").with(Priority.URGENT)).report(aReport().ofStudy(STUDY));
    assertThat(theCase().priority()).isEqualTo(Priority.URGENT);
  }

  @Test
  void given_a_study_without_patient_when_the_report_names_one_then_the_result_is_of_that_one() {
    given.study(anInstance("1.2.3.1").ofNobody()).report(aReport().ofStudy(STUDY));
    assertThat(given.resources().subjects()).containsExactly("P1");
  }
}
