package org.diptych.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.diptych.dicom.DicomListener;
import org.diptych.dicom.DimseStatus;
import org.diptych.dicom.ListenerSettings;
import org.diptych.dicom.NoticePeer;
import org.diptych.dicom.NoticePeer.Answer;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.study.Expectation;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Procedure steps and availability notifications over real associations into a real journal. */
class StudyNoticesTest {
  private static final Answer SUCCESS = new Answer(0, 0);
  private static final String STEP = "2.25.8";
  private static final String STUDY = "2.25.100";
  private static final List<String> TWO = List.of("2.25.1", "2.25.2");

  @TempDir Path data;

  private JournalDatabase database;
  private Journal journal;
  private DicomListener listener;
  private NoticePeer peer;

  @BeforeEach
  void listen() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    StudyNotices notices = new StudyNotices(journal);
    listener =
        new DicomListener(
            ListenerSettings.of("DIPTYCH", "127.0.0.1", 0),
            object -> DimseStatus.PROCESSING_FAILURE,
            notice -> notices.keep(notice).status());
    listener.start();
    peer = new NoticePeer(listener.port());
  }

  @AfterEach
  void close() {
    listener.close();
    database.close();
  }

  private Expectation expected() {
    return journal.transact(open -> open.announcements().expected(new Uid(STUDY)));
  }

  @Test
  void a_step_that_begins_and_ends_announces_its_instances() throws Exception {
    assertThat(peer.begin(STEP, STUDY, "IN PROGRESS")).isEqualTo(SUCCESS);
    assertThat(expected().inProgress()).isTrue();
    assertThat(peer.change(STEP, "COMPLETED", TWO)).isEqualTo(SUCCESS);
    assertThat(expected()).isEqualTo(new Expectation(2, Source.MPPS, false));
  }

  @Test
  void a_step_that_is_discontinued_announces_what_it_made() throws Exception {
    peer.begin(STEP, STUDY, "IN PROGRESS");
    assertThat(peer.change(STEP, "DISCONTINUED", List.of("2.25.1"))).isEqualTo(SUCCESS);
    assertThat(expected()).isEqualTo(new Expectation(1, Source.MPPS, false));
  }

  @Test
  void a_list_that_came_before_the_end_counts_when_the_end_brings_none() throws Exception {
    peer.begin(STEP, STUDY, "IN PROGRESS");
    assertThat(peer.change(STEP, null, TWO)).isEqualTo(SUCCESS);
    assertThat(expected().inProgress()).isTrue();
    peer.change(STEP, "COMPLETED", List.of());
    assertThat(expected()).isEqualTo(new Expectation(2, Source.MPPS, false));
  }

  @Test
  void a_step_that_has_ended_may_no_longer_be_updated() throws Exception {
    peer.begin(STEP, STUDY, "IN PROGRESS");
    peer.change(STEP, "COMPLETED", TWO);
    assertThat(peer.change(STEP, "COMPLETED", List.of("2.25.1")))
        .isEqualTo(new Answer(0x0110, 0xA710));
    assertThat(expected().instances()).isEqualTo(2);
  }

  @Test
  void a_step_under_a_taken_uid_is_a_duplicate() throws Exception {
    peer.begin(STEP, STUDY, "IN PROGRESS");
    assertThat(peer.begin(STEP, STUDY, "IN PROGRESS").status()).isEqualTo(0x0111);
  }

  @Test
  void a_step_that_never_began_cannot_be_changed() throws Exception {
    assertThat(peer.change(STEP, "COMPLETED", TWO).status()).isEqualTo(0x0112);
  }

  @Test
  void a_step_must_begin_in_progress_and_name_its_study() throws Exception {
    assertThat(peer.begin(STEP, STUDY, "COMPLETED").status()).isEqualTo(0x0106);
    assertThat(peer.begin(STEP, STUDY, "PAUSED").status()).isEqualTo(0x0106);
    assertThat(peer.begin(STEP, STUDY, null).status()).isEqualTo(0x0120);
    assertThat(peer.begin(STEP, null, "IN PROGRESS").status()).isEqualTo(0x0120);
    assertThat(expected()).isEqualTo(new Expectation(null, null, false));
  }

  @Test
  void a_notification_announces_what_can_be_had() throws Exception {
    assertThat(peer.available("2.25.9", STUDY, TWO, "ONLINE")).isEqualTo(SUCCESS);
    assertThat(expected()).isEqualTo(new Expectation(2, Source.INSTANCE_AVAILABILITY, false));
    peer.available("2.25.10", STUDY, List.of("2.25.3", "2.25.4", "2.25.5"), "UNAVAILABLE");
    assertThat(expected().instances()).isEqualTo(2);
  }

  @Test
  void without_its_journal_nothing_is_a_success() throws Exception {
    database.close();
    assertThat(peer.begin(STEP, STUDY, "IN PROGRESS").status()).isEqualTo(0x0110);
  }

  @Test
  void a_listener_for_objects_only_accepts_no_notices() throws Exception {
    try (DicomListener plain =
        new DicomListener(
            ListenerSettings.of("DIPTYCH", "127.0.0.1", 0),
            object -> DimseStatus.PROCESSING_FAILURE)) {
      plain.start();
      NoticePeer refused = new NoticePeer(plain.port());
      assertThatThrownBy(() -> refused.begin(STEP, STUDY, "IN PROGRESS"))
          .isInstanceOf(Exception.class);
    }
  }
}
