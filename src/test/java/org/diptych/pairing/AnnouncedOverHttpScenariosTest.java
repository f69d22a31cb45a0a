package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import org.diptych.journal.EntryKind;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

/**
 * As {@link CompletenessScenariosTest}, for what announces a study over HTTP: an ImagingStudy of a
 * FHIR server, and a store request of DICOMweb. The announcements are kept as their intake would;
 * the images come over sockets.
 */
class AnnouncedOverHttpScenariosTest extends SettlingScenario {
  private static StudyAnnouncement said(Source source, Integer expected, boolean complete) {
    return new StudyAnnouncement(new Uid(STUDY), source, expected, complete);
  }

  @Test
  void given_a_resource_announced_three_when_the_third_comes_then_the_study_settles_at_once() {
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 3, true), "ImagingStudy/1");
    images(1, 2);
    assertThat(settlings()).isZero();
    images(3, 3);
    assertThat(reason()).isEqualTo("all 3 instances that the ImagingStudy announced");
    given.silence();
    assertThat(settlings()).isEqualTo(1);
  }

  @Test
  void given_fewer_images_than_announced_when_it_stays_quiet_then_it_settles_and_says_so() {
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 3, true), "ImagingStudy/1");
    given.study(anInstance("1.2.3.1"));
    assertThat(reason()).isEqualTo("nothing new for 5.0 s, with 1 of 3 announced instances");
  }

  @Test
  void given_more_images_than_announced_when_they_come_late_then_they_make_one_more_reading() {
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 1, true), "ImagingStudy/1");
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
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 1, true), "ImagingStudy/1");
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 2, true), "ImagingStudy/1");
    images(1, 1);
    assertThat(settlings()).isZero();
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 1, true), "ImagingStudy/1");
    assertThat(settlings()).isEqualTo(1);
  }

  @Test
  void given_an_announcement_when_it_is_repeated_then_nothing_is_appended() {
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 2, true), "ImagingStudy/1");
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 2, true), "ImagingStudy/1");
    assertThat(given.all(EntryKind.STUDY_ANNOUNCED)).hasSize(1);
  }

  @Test
  void given_a_store_request_when_it_ends_then_its_study_settles_at_once() {
    images(1, 2);
    given.announcedOverHttp(said(Source.STOW, null, true), "17");
    assertThat(reason()).isEqualTo("one STOW-RS request brought it");
  }

  @Test
  void given_a_store_request_when_more_was_announced_then_the_study_waits_for_the_rest() {
    given.announcedOverHttp(said(Source.FHIR_IMAGING_STUDY, 3, true), "ImagingStudy/1");
    images(1, 2);
    given.announcedOverHttp(said(Source.STOW, null, true), "17");
    assertThat(settlings()).isZero();
  }
}
