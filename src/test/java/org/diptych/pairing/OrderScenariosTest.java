package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.OrderBuilder.anOrder;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import org.diptych.journal.EntryKind;
import org.diptych.study.CaseState;
import org.diptych.study.OrderState;
import org.diptych.study.Priority;
import org.diptych.study.ReportBuilder;
import org.junit.jupiter.api.Test;

/** What an order adds: which numbers belong together, how urgent it is, and that it is off. */
class OrderScenariosTest extends DepartmentScenario {
  /** Nothing but order numbers leads to its study. */
  private static ReportBuilder numbered() {
    return aReport().withProcedure(null).withOrder("PL1", "FI1");
  }

  @Test
  void given_an_order_with_a_study_when_the_report_has_its_filler_number_then_they_pair() {
    given.order(anOrder("FI1").ofStudy(STUDY)).study(anInstance("1.2.3.1")).report(numbered());
    assertThat(theCase().reason()).isEqualTo("paired by order number");
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_an_order_with_an_accession_when_the_report_has_its_placer_number_then_they_pair() {
    given.order(anOrder(null).placedAs("PL1").withAccession("A1"));
    given.study(anInstance("1.2.3.1").withAccession("A1")).report(numbered());
    assertThat(theCase().reason()).isEqualTo("paired by order number");
  }

  @Test
  void given_a_study_and_a_report_when_the_order_that_links_them_comes_last_then_they_pair() {
    given.study(anInstance("1.2.3.1")).report(numbered());
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
    given.order(anOrder("FI1").ofStudy(STUDY));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_an_order_of_another_patient_when_its_number_is_the_reports_then_it_links_nothing() {
    given.order(anOrder("FI1").ofStudy(STUDY).ofPatient("P9", "HOSPITAL"));
    given.study(anInstance("1.2.3.1")).report(numbered());
    assertThat(given.all(EntryKind.CASE_READY)).isEmpty();
  }

  @Test
  void given_an_order_of_two_studies_when_its_report_comes_then_a_person_is_asked() {
    given.order(anOrder("FI1").ofStudy(STUDY)).order(anOrder("FI1").ofStudy(OTHER));
    given.study(anInstance("1.2.3.1")).study(anInstance("1.2.4.1").ofStudy(OTHER));
    given.report(numbered());
    assertThat(given.ofReport("F1").state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(given.candidates(caseOfReport("F1"))).hasSize(2);
  }

  @Test
  void given_a_stat_order_when_its_study_comes_then_the_case_is_stat() {
    given.order(anOrder("FI1").ofStudy(STUDY).with(Priority.STAT));
    given.study(anInstance("1.2.3.1"));
    assertThat(theCase().priority()).isEqualTo(Priority.STAT);
  }

  @Test
  void given_a_routine_case_when_its_order_becomes_stat_then_the_case_is_stat() {
    given.study(anInstance("1.2.3.1").withAccession("A1"));
    assertThat(theCase().priority()).isEqualTo(Priority.ROUTINE);
    given.order(anOrder("FI1").withAccession("A1").with(Priority.STAT));
    assertThat(theCase().priority()).isEqualTo(Priority.STAT);
  }

  @Test
  void given_a_stat_order_when_a_routine_word_of_it_is_late_then_the_case_stays_stat() {
    given.order(anOrder("FI1").ofStudy(STUDY).with(Priority.STAT));
    given.order(anOrder("FI1").ofStudy(STUDY)).study(anInstance("1.2.3.1"));
    assertThat(theCase().priority()).isEqualTo(Priority.STAT);
  }

  @Test
  void given_a_cancelled_order_when_its_study_waits_in_vain_then_nobody_is_told() {
    given.study(anInstance("1.2.3.1"));
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.CANCELLED));
    given.pass(Duration.ofDays(4));
    assertThat(theCase().state()).isEqualTo(CaseState.ABANDONED);
    assertThat(theCase().reason()).isEqualTo("its order was cancelled");
    assertThat(given.all(EntryKind.SET_ASIDE)).isEmpty();
  }

  @Test
  void given_a_cancelled_order_when_images_and_report_came_all_the_same_then_they_are_read() {
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.CANCELLED));
    given.study(anInstance("1.2.3.1")).report(aReport().ofStudy(STUDY));
    assertThat(theCase().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void given_two_orders_of_a_study_when_only_one_is_cancelled_then_a_person_is_told() {
    given.study(anInstance("1.2.3.1"));
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.CANCELLED));
    given.order(anOrder("FI2").ofStudy(STUDY).in(OrderState.COMPLETED));
    given.pass(Duration.ofDays(4));
    assertThat(theCase().state()).isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void given_a_cancelled_order_when_an_older_state_of_it_is_late_then_it_stays_cancelled() {
    given.study(anInstance("1.2.3.1"));
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.CANCELLED));
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.SCHEDULED));
    given.pass(Duration.ofDays(4));
    assertThat(theCase().state()).isEqualTo(CaseState.ABANDONED);
  }

  @Test
  void given_a_study_when_its_order_is_completed_then_it_is_announced_that_no_more_will_come() {
    given.images(anInstance("1.2.3.1"));
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.COMPLETED));
    assertThat(given.all(EntryKind.STUDY_ANNOUNCED))
        .singleElement()
        .satisfies(
            said ->
                assertThat(said.payload())
                    .containsEntry("source", "ORDER_STATUS")
                    .containsEntry("complete", "true"));
  }

  @Test
  void given_a_study_when_its_order_is_only_in_progress_then_nothing_is_announced() {
    given.images(anInstance("1.2.3.1"));
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.IN_PROGRESS));
    assertThat(given.all(EntryKind.STUDY_ANNOUNCED)).isEmpty();
  }
}
