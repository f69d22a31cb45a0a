package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.ReportStatus;
import org.junit.jupiter.api.Test;

/** What befalls a case after it paired, waited or was cancelled. */
class ReopeningTest extends PairingScenario {
  @Test
  void a_late_instance_makes_one_more_reading() {
    study(anInstance("1.2.3.1"));
    report(aReport().ofStudy(STUDY));
    clock.advance(Duration.ofMinutes(10));
    keep(anInstance("1.2.3.2"));
    settle(last(EntryKind.STUDY_DUE));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.RECEIVING);
    clock.advance(Duration.ofSeconds(6));
    settle(last(EntryKind.STUDY_DUE));
    desk.offerStudy(last(EntryKind.STUDY_SETTLED));
    desk.offerStudy(last(EntryKind.STUDY_SETTLED));
    assertThat(theCase(CASE).version()).isEqualTo(2);
    assertThat(theCase(CASE).settled()).isEqualTo(2);
    assertThat(ready()).hasSize(2);
  }

  @Test
  void a_report_that_comes_while_late_images_arrive_is_read_once_with_them() {
    study(anInstance("1.2.3.1"));
    report(aReport().ofStudy(STUDY));
    keep(anInstance("1.2.3.2"));
    report(aReport().ofStudy(STUDY).withStatus(ReportStatus.CORRECTED));
    assertThat(theCase(CASE).version()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(6));
    settle(last(EntryKind.STUDY_DUE));
    desk.offerStudy(last(EntryKind.STUDY_SETTLED));
    assertThat(theCase(CASE).version()).isEqualTo(2);
    assertThat(theCase(CASE).reportVersion()).isEqualTo(2);
  }

  @Test
  void a_corrected_report_makes_one_more_reading() {
    study(anInstance("1.2.3.1"));
    report(aReport().ofStudy(STUDY).withStatus(ReportStatus.PRELIMINARY));
    Entry corrected = report(aReport().ofStudy(STUDY).withStatus(ReportStatus.CORRECTED));
    desk.offerReport(corrected);
    assertThat(theCase(CASE).version()).isEqualTo(2);
    assertThat(theCase(CASE).reportVersion()).isEqualTo(2);
    assertThat(ready()).hasSize(2);
  }

  @Test
  void offering_everything_again_changes_nothing() {
    report(aReport().ofStudy(STUDY));
    study(anInstance("1.2.3.1"));
    List<Case> before = cases();
    clock.advance(Duration.ofHours(1));
    for (Entry entry : all(EntryKind.REPORT_KEPT)) {
      assertThat(desk.offerReport(entry)).isEqualTo(new PairingOutcome.Unchanged(CASE));
    }
    for (Entry entry : all(EntryKind.STUDY_SETTLED)) {
      assertThat(desk.offerStudy(entry)).isEqualTo(new PairingOutcome.Unchanged(CASE));
    }
    assertThat(cases()).isEqualTo(before);
    assertThat(ready()).hasSize(1);
  }

  @Test
  void a_report_that_waited_too_long_is_set_aside_and_still_pairs_later() {
    report(aReport().ofStudy(STUDY));
    clock.advance(Duration.ofHours(72));
    desk.overdue(last(EntryKind.CASE_DUE));
    desk.overdue(last(EntryKind.CASE_DUE));
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(all(EntryKind.SET_ASIDE)).hasSize(1);
    study(anInstance("1.2.3.1"));
    assertThat(cases()).extracting(Case::state).containsExactly(CaseState.READY);
  }

  @Test
  void a_study_that_waited_too_long_is_set_aside_and_still_pairs_later() {
    study(anInstance("1.2.3.1"));
    clock.advance(Duration.ofHours(72));
    desk.overdue(last(EntryKind.CASE_DUE));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.SET_ASIDE);
    report(aReport().ofStudy(STUDY));
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.READY);
  }

  @Test
  void the_timer_of_a_case_that_paired_in_time_changes_nothing() {
    report(aReport().ofStudy(STUDY));
    Entry timer = last(EntryKind.CASE_DUE);
    study(anInstance("1.2.3.1"));
    clock.advance(Duration.ofHours(73));
    desk.overdue(journal.transact(open -> open.entries().find(timer.id())).orElseThrow());
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.READY);
  }

  @Test
  void a_cancelled_report_is_not_read() {
    study(anInstance("1.2.3.1"));
    report(aReport().ofStudy(STUDY).withStatus(ReportStatus.CANCELLED));
    assertThat(ready()).isEmpty();
    assertThat(theCase(REPORT_CASE).state()).isEqualTo(CaseState.ABANDONED);
    assertThat(theCase(REPORT_CASE).reason()).isEqualTo("the report was cancelled");
  }

  @Test
  void cancelling_a_report_that_was_paired_withdraws_it_and_the_study_waits_for_its_report() {
    study(anInstance("1.2.3.1"));
    report(aReport().ofStudy(STUDY));
    report(aReport().ofStudy(STUDY).withStatus(ReportStatus.CANCELLED));
    assertThat(cases()).extracting(Case::id).containsExactly(CASE);
    assertThat(theCase(CASE).state()).isEqualTo(CaseState.AWAITING_REPORT);
    assertThat(last(EntryKind.CASE_WITHDRAWN).get("version")).isEqualTo("2");
    assertThat(ready()).hasSize(1);
  }

  @Test
  void two_desks_at_once_pair_each_study_once() throws Exception {
    List<Callable<PairingOutcome>> offers = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      String uid = "1.2.3." + i;
      keep(anInstance(uid + ".1").ofStudy(uid).withAccession("A" + i));
      clock.advance(Duration.ofSeconds(6));
      settle(last(EntryKind.STUDY_DUE));
      Entry settled = last(EntryKind.STUDY_SETTLED);
      Entry kept = keep(aReport().withKey("F" + i).withAccession("A" + i));
      offers.add(() -> desk.offerStudy(settled));
      offers.add(() -> desk.offerReport(kept));
    }
    ExecutorService desks = Executors.newFixedThreadPool(8);
    try {
      for (var offered : desks.invokeAll(offers)) {
        offered.get();
      }
    } finally {
      desks.shutdownNow();
    }
    assertThat(cases()).hasSize(12).extracting(Case::version).containsOnly(1);
    assertThat(cases()).extracting(Case::state).containsOnly(CaseState.READY);
    assertThat(ready()).hasSize(12);
  }
}
