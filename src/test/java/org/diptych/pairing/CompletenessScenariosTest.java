package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

/** A study settles by the first evidence that all of it is here, and says by which. */
class CompletenessScenariosTest extends DepartmentScenario {
  private static StudyAnnouncement said(Source source, Integer expected, boolean complete) {
    return new StudyAnnouncement(new Uid(STUDY), source, expected, complete);
  }

  private void step(String uid, Integer expected, boolean complete) {
    given.announced(said(Source.MPPS, expected, complete), uid);
  }

  private int settlings() {
    return given.all(EntryKind.STUDY_SETTLED).size();
  }

  private String reason() {
    Entry settled = given.all(EntryKind.STUDY_SETTLED).get(settlings() - 1);
    return settled.get("reason");
  }

  /** Images are kept, and the engine works on what is due now; no time passes. */
  private void images(int from, int to) {
    for (int i = from; i <= to; i++) {
      given.images(anInstance("1.2.3." + i));
    }
  }

  @Test
  void given_a_resource_announced_three_when_the_third_comes_then_the_study_settles_at_once() {
    given.announced(said(Source.FHIR_IMAGING_STUDY, 3, true), "ImagingStudy/1");
    images(1, 2);
    assertThat(settlings()).isZero();
    images(3, 3);
    assertThat(reason()).isEqualTo("all 3 instances that the ImagingStudy announced");
    given.silence();
    assertThat(settlings()).isEqualTo(1);
  }

  @Test
  void given_all_images_when_they_are_announced_then_the_study_settles_at_once() {
    images(1, 2);
    given.announced(said(Source.INSTANCE_AVAILABILITY, 2, true), "1.9");
    assertThat(reason()).isEqualTo("all 2 instances that the availability notification announced");
  }

  @Test
  void given_two_steps_when_both_have_ended_then_the_study_is_both_of_them() {
    step("1.8.1", 1, true);
    step("1.8.2", null, false);
    images(1, 1);
    assertThat(settlings()).isZero();
    step("1.8.2", 1, true);
    assertThat(settlings()).isZero();
    images(2, 2);
    assertThat(reason()).isEqualTo("all 2 instances that the procedure step announced");
  }

  @Test
  void given_two_steps_when_one_ends_without_a_list_then_the_other_is_not_all() {
    step("1.8.1", 1, true);
    step("1.8.2", null, true);
    images(1, 1);
    assertThat(settlings()).isZero();
  }

  @Test
  void given_a_running_step_when_nothing_comes_for_the_quiet_period_then_it_waits_to_the_longest() {
    step("1.8.1", null, false);
    images(1, 1);
    given.silence();
    assertThat(settlings()).isZero();
    given.clock.advance(Duration.ofMinutes(2));
    given.silence();
    assertThat(settlings()).isEqualTo(1);
  }

  @Test
  void given_fewer_images_than_announced_when_it_stays_quiet_then_it_settles_and_says_so() {
    given.announced(said(Source.FHIR_IMAGING_STUDY, 3, true), "ImagingStudy/1");
    given.study(anInstance("1.2.3.1"));
    assertThat(reason()).isEqualTo("nothing new for 5.0 s, with 1 of 3 announced instances");
  }

  @Test
  void given_more_images_than_announced_when_they_come_late_then_they_make_one_more_reading() {
    given.announced(said(Source.FHIR_IMAGING_STUDY, 1, true), "ImagingStudy/1");
    given.report(aReport().ofStudy(STUDY));
    images(1, 1);
    assertThat(theCase().version()).isEqualTo(1);
    images(2, 6);
    given.silence();
    assertThat(theCase().version()).isEqualTo(2);
    assertThat(settlings()).isEqualTo(2);
  }

  @Test
  void given_a_corrected_number_when_the_old_one_is_reached_then_the_study_still_waits() {
    given.announced(said(Source.FHIR_IMAGING_STUDY, 1, true), "ImagingStudy/1");
    given.announced(said(Source.FHIR_IMAGING_STUDY, 2, true), "ImagingStudy/1");
    images(1, 1);
    assertThat(settlings()).isZero();
    given.announced(said(Source.FHIR_IMAGING_STUDY, 1, true), "ImagingStudy/1");
    assertThat(settlings()).isEqualTo(1);
  }

  @Test
  void given_an_announcement_when_it_is_repeated_then_nothing_is_appended() {
    given.announced(said(Source.FHIR_IMAGING_STUDY, 2, true), "ImagingStudy/1");
    given.announced(said(Source.FHIR_IMAGING_STUDY, 2, true), "ImagingStudy/1");
    assertThat(given.all(EntryKind.STUDY_ANNOUNCED)).hasSize(1);
  }

  @Test
  void given_a_store_request_when_it_ends_then_its_study_settles_at_once() {
    images(1, 2);
    given.announced(said(Source.STOW, null, true), "17");
    assertThat(reason()).isEqualTo("one STOW-RS request brought it");
  }

  @Test
  void given_a_store_request_when_more_was_announced_then_the_study_waits_for_the_rest() {
    given.announced(said(Source.FHIR_IMAGING_STUDY, 3, true), "ImagingStudy/1");
    images(1, 2);
    given.announced(said(Source.STOW, null, true), "17");
    assertThat(settlings()).isZero();
  }

  @Test
  void given_images_four_seconds_apart_when_they_pause_then_the_quiet_period_is_twice_that() {
    images(1, 1);
    given.clock.advance(Duration.ofSeconds(4));
    images(2, 2);
    given.clock.advance(Duration.ofSeconds(7));
    given.look();
    assertThat(settlings()).isZero();
    given.clock.advance(Duration.ofSeconds(1));
    given.look();
    assertThat(reason()).isEqualTo("nothing new for 8.0 s");
  }

  @Test
  void given_slow_images_when_the_order_is_done_then_gaps_no_longer_count() {
    images(1, 1);
    given.clock.advance(Duration.ofSeconds(4));
    images(2, 2);
    given.announced(said(Source.ORDER_STATUS, null, true), "F1");
    given.clock.advance(Duration.ofSeconds(5));
    given.look();
    assertThat(reason()).isEqualTo("nothing new for 5.0 s");
  }
}
