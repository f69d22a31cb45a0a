package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.study.CaseState;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportStatus;
import org.junit.jupiter.api.Test;

/** What becomes of a case while its report goes from preliminary to final, and back. */
class ReportLifeScenariosTest extends DepartmentScenario {
  private static ReportBuilder at(String time, ReportStatus status, String text) {
    return aReport().ofStudy(STUDY).issued("2026-03-01T" + time).withStatus(status).withText(text);
  }

  private static ReportBuilder preliminary() {
    return at("10:00", ReportStatus.PRELIMINARY, "Preliminary.");
  }

  private static ReportBuilder finished() {
    return at("11:00", ReportStatus.FINAL, "Final.");
  }

  private static ReportBuilder corrected() {
    return at("12:00", ReportStatus.CORRECTED, "Corrected.");
  }

  private static ReportBuilder addendum() {
    return at("13:00", ReportStatus.FINAL, "Added.").asAddendum();
  }

  private static ReportBuilder cancelled() {
    return at("14:00", ReportStatus.CANCELLED, "");
  }

  private RadiologyReport report() {
    return given
        .journal
        .transact(open -> open.reports().latest(given.key("F1")))
        .orElseThrow()
        .report();
  }

  @Test
  void given_a_preliminary_report_when_it_becomes_final_then_a_second_reading_supersedes() {
    given.study(anInstance("1.2.3.1")).report(preliminary()).report(finished());
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_an_addendum_with_a_heading_of_its_own_when_it_is_joined_then_there_is_one_heading() {
    given.study(anInstance("1.2.3.1")).report(finished());
    given.report(at("13:00", ReportStatus.FINAL, "Addendum: a nodule.").asAddendum());
    assertThat(report().text()).isEqualTo("Final.\n\nAddendum: a nodule.");
  }

  @Test
  void given_a_final_report_when_it_is_corrected_then_the_corrected_text_is_read() {
    given.study(anInstance("1.2.3.1")).report(finished()).report(corrected());
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(report().text()).isEqualTo("Corrected.");
    assertThat(report().status()).isEqualTo(ReportStatus.CORRECTED);
  }

  @Test
  void given_a_final_report_when_an_addendum_comes_then_it_supplements_the_text() {
    given.study(anInstance("1.2.3.1")).report(finished()).report(addendum());
    assertThat(report().text()).isEqualTo("Final.\n\nADDENDUM\nAdded.");
    assertThat(theCase().version()).isEqualTo(2);
  }

  @Test
  void given_two_addenda_when_both_have_come_then_both_are_in_the_text_in_their_order() {
    given.study(anInstance("1.2.3.1")).report(finished());
    given.report(at("16:00", ReportStatus.FINAL, "Second.").asAddendum()).report(addendum());
    assertThat(report().text()).isEqualTo("Final.\n\nADDENDUM\nAdded.\n\nADDENDUM\nSecond.");
  }

  @Test
  void given_an_addendum_that_repeats_the_report_when_it_comes_then_nothing_is_there_twice() {
    given.study(anInstance("1.2.3.1")).report(finished());
    given.report(at("13:00", ReportStatus.FINAL, "Final.\nAdded.").asAddendum());
    assertThat(report().text()).isEqualTo("Final.\nAdded.");
  }

  @Test
  void given_an_addendum_before_its_report_when_the_report_comes_then_the_text_is_whole() {
    given.study(anInstance("1.2.3.1")).report(addendum()).report(finished());
    assertThat(report().text()).isEqualTo("Final.\n\nADDENDUM\nAdded.");
  }

  @Test
  void given_a_correction_after_an_addendum_when_it_comes_then_it_stands_for_both() {
    given.study(anInstance("1.2.3.1")).report(finished()).report(addendum());
    given.report(at("15:00", ReportStatus.CORRECTED, "All of it, corrected."));
    assertThat(report().text()).isEqualTo("All of it, corrected.");
  }

  @Test
  void given_a_final_report_when_the_preliminary_one_is_late_then_nothing_goes_back() {
    given.study(anInstance("1.2.3.1")).report(finished()).report(preliminary());
    assertThat(report().text()).isEqualTo("Final.");
    assertThat(theCase().version()).isEqualTo(1);
  }

  @Test
  void given_no_times_when_a_preliminary_report_follows_the_final_one_then_it_stays_final() {
    given.study(anInstance("1.2.3.1"));
    given.report(aReport().ofStudy(STUDY).withText("Final."));
    given.report(aReport().ofStudy(STUDY).withText("Draft.").withStatus(ReportStatus.PRELIMINARY));
    assertThat(report().text()).isEqualTo("Final.");
    assertThat(theCase().version()).isEqualTo(1);
  }

  @Test
  void given_a_read_case_when_its_report_is_cancelled_then_its_results_are_withdrawn() {
    given.study(anInstance("1.2.3.1")).report(finished()).report(cancelled());
    assertThat(theCase().state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(theCase().reason()).isEqualTo("the report was cancelled");
    assertThat(given.all(EntryKind.CASE_WITHDRAWN)).hasSize(1);
    assertThat(given.resources().inForce()).isEmpty();
  }

  @Test
  void given_a_cancellation_before_its_report_when_the_report_comes_late_then_it_is_not_read() {
    given.study(anInstance("1.2.3.1")).report(cancelled()).report(finished());
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
    assertThat(theCase().state()).isEqualTo(CaseState.AWAITING_REPORT);
  }

  @Test
  void given_a_cancelled_report_when_it_is_issued_again_then_it_is_read_again() {
    given.study(anInstance("1.2.3.1")).report(finished()).report(cancelled());
    given.report(at("15:00", ReportStatus.FINAL, "Issued again."));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_cancelled_report_when_another_report_of_the_study_comes_then_that_is_read() {
    given.study(anInstance("1.2.3.1")).report(finished()).report(cancelled());
    given.report(another().ofStudy(STUDY));
    assertThat(theCase().report()).isEqualTo(given.key("F2"));
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_cancelled_report_without_study_when_it_arrives_then_nobody_waits_for_it() {
    given.report(cancelled());
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.ABANDONED);
    assertThat(given.all(EntryKind.SET_ASIDE)).isEmpty();
  }

  @Test
  void given_a_whole_life_when_it_happens_in_order_then_every_step_is_a_reading_and_none_stays() {
    given.study(anInstance("1.2.3.1")).report(preliminary()).report(finished());
    given.report(corrected()).report(addendum());
    assertThat(theCase().version()).isEqualTo(4);
    assertThat(report().text()).isEqualTo("Corrected.\n\nADDENDUM\nAdded.");
    given.report(cancelled());
    assertThat(given.resources().inForce()).isEmpty();
    assertThat(given.all(EntryKind.CASE_READY)).extracting(Entry::key).hasSize(4);
  }

  @Test
  void given_a_whole_life_when_it_arrives_backwards_then_nothing_was_ever_read() {
    given.study(anInstance("1.2.3.1")).report(cancelled()).report(addendum());
    given.report(corrected()).report(finished()).report(preliminary());
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
    assertThat(given.resources().inForce()).isEmpty();
  }

  @Test
  void given_a_correction_that_names_another_study_when_it_comes_then_the_case_moves_there() {
    given.study(anInstance("1.2.3.1")).study(anInstance("1.2.4.1").ofStudy(OTHER));
    given.report(finished());
    given.report(
        aReport()
            .ofStudy(OTHER)
            .issued("2026-03-01T12:00")
            .withStatus(ReportStatus.CORRECTED)
            .withText("Of the other study."));
    assertThat(theCase().state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(given.of(OTHER).state()).isEqualTo(CaseState.DELIVERED);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_correction_that_names_no_study_when_it_comes_then_the_earlier_word_counts() {
    given.study(anInstance("1.2.3.1")).report(finished());
    given.report(
        aReport()
            .issued("2026-03-01T12:00")
            .withStatus(ReportStatus.CORRECTED)
            .withText("Corrected."));
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(given.resources().reports()).hasSize(1);
  }

  @Test
  void given_a_report_cancelled_before_the_study_when_the_study_comes_then_it_waits() {
    given.report(finished()).report(cancelled()).study(anInstance("1.2.3.1"));
    assertThat(theCase().state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
  }
}
