package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.OrderBuilder.anOrder;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.EntryWorkers;
import org.diptych.journal.WorkOrder;
import org.diptych.study.CaseId;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.Priority;
import org.diptych.study.ReportBuilder;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

/** The most urgent case is read next, however many wait; with the engine's own workers. */
class UrgencyScenariosTest extends DepartmentScenario {
  private static final int ROUTINE = 500;

  /** The work at hand when something urgent comes, and what a worker has taken already. */
  private static final int AT_HAND = 5;

  private final List<CaseId> read = new CopyOnWriteArrayList<>();
  private final CountDownLatch urgentIsHere = new CountDownLatch(1);

  private static String uid(int number) {
    return "1.2.3." + number;
  }

  private static CaseId caseOf(int number) {
    return CaseId.of(new Uid(uid(number)));
  }

  private static InstanceBuilder image(int number) {
    return anInstance(uid(number) + ".1").ofStudy(uid(number)).withAccession("A" + number);
  }

  private static ReportBuilder report(int number) {
    return aReport()
        .withKey("F" + number)
        .withOrder(null, "FI" + number)
        .withAccession("A" + number);
  }

  private void readSlowly(Entry ready) throws InterruptedException {
    urgentIsHere.await();
    read.add(ready.requireCase());
  }

  private void fiveHundredRoutineCases() {
    given.withoutReading();
    for (int number = 1; number <= ROUTINE; number++) {
      given.study(image(number)).report(report(number));
    }
    assertThat(given.all(EntryKind.CASE_READY)).hasSize(ROUTINE);
  }

  private EntryWorkers workers() {
    return given.journal.workers(WorkOrder.of(EntryKind.CASE_READY), this::readSlowly);
  }

  private void assertReadEarly(CaseId urgent) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(read).hasSizeGreaterThan(AT_HAND + 1));
    assertThat(List.copyOf(read).subList(0, AT_HAND)).contains(urgent);
  }

  @Test
  void given_five_hundred_routine_cases_when_a_stat_case_comes_then_it_overtakes_them() {
    fiveHundredRoutineCases();
    given.clock.advance(Duration.ofSeconds(1));
    try (EntryWorkers workers = workers()) {
      workers.start();
      given.study(image(ROUTINE + 1)).report(report(ROUTINE + 1).with(Priority.STAT));
      urgentIsHere.countDown();
      assertReadEarly(caseOf(ROUTINE + 1));
    }
  }

  @Test
  void given_five_hundred_routine_cases_when_the_order_of_one_becomes_stat_then_it_overtakes() {
    fiveHundredRoutineCases();
    try (EntryWorkers workers = workers()) {
      workers.start();
      given.order(anOrder("FI400").withAccession("A400").with(Priority.STAT));
      urgentIsHere.countDown();
      assertReadEarly(caseOf(400));
    }
  }
}
