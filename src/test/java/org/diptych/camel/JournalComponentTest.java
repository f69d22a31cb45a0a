package org.diptych.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes over the journal, in a real Camel context. */
class JournalComponentTest {
  @TempDir Path data;

  private final List<String> done = new CopyOnWriteArrayList<>();
  private JournalDatabase database;
  private Journal journal;
  private CamelContext camel;

  @BeforeEach
  void open() {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    if (camel != null) {
      camel.stop();
    }
    database.close();
  }

  @Test
  void an_entry_goes_through_the_route_once() throws Exception {
    route("journal:case-ready", this::note);
    append("k1");
    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(done).contains("k1"));
    append("k2");
    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(done).contains("k2"));
    assertThat(done).containsExactly("k1", "k2");
  }

  @Test
  void work_committed_here_begins_without_waiting_for_the_poll() throws Exception {
    route("journal:case-ready", this::note);
    for (int i = 0; i < 10; i++) {
      String key = "k" + i;
      append(key);
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofMillis(700))
          .until(() -> done.contains(key));
    }
  }

  @Test
  void a_failing_entry_is_tried_again_until_it_succeeds() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    route(
        "journal:case-ready?firstRetry=50",
        exchange -> {
          if (attempts.incrementAndGet() < 3) {
            throw new IllegalStateException("Canary^Anna");
          }
          note(exchange);
        });
    append("k1");
    await().atMost(Duration.ofSeconds(20)).until(() -> done.contains("k1"));
    assertThat(attempts).hasValue(3);
  }

  @Test
  void an_entry_that_fails_too_often_is_set_aside_with_its_case() throws Exception {
    CaseId id = aCase();
    CopyOnWriteArrayList<Entry> told = new CopyOnWriteArrayList<>();
    AtomicInteger attempts = new AtomicInteger();
    camel =
        context(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("journal:case-ready?maxAttempts=2&firstRetry=50")
                    .process(
                        exchange -> {
                          attempts.incrementAndGet();
                          throw new IllegalStateException("Canary^Anna");
                        });
                from("journal:set-aside")
                    .process(exchange -> told.add(exchange.getIn().getBody(Entry.class)));
              }
            });
    journal.transact(
        open -> open.append(EntryDraft.of(EntryKind.CASE_READY, "k1", Map.of()).forCase(id)));
    await().atMost(Duration.ofSeconds(20)).until(() -> !told.isEmpty());
    assertThat(attempts).hasValue(2);
    assertThat(told.get(0).get("reason"))
        .isEqualTo("case-ready failed 2 times: IllegalStateException")
        .doesNotContain("Canary");
    assertThat(journal.transact(open -> open.cases().find(id)).orElseThrow().state())
        .isEqualTo(CaseState.SET_ASIDE);
  }

  @Test
  void stat_goes_ahead_of_routine_that_came_before() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    route(
        "journal:case-ready",
        exchange -> {
          release.await();
          note(exchange);
        });
    append("first");
    for (int i = 0; i < 6; i++) {
      append("routine" + i);
    }
    journal.transact(
        open ->
            open.append(EntryDraft.of(EntryKind.CASE_READY, "stat", Map.of()).with(Priority.STAT)));
    // The poll after the last append sees the whole queue before the first entry is let go.
    await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
    release.countDown();
    await().atMost(Duration.ofSeconds(20)).until(() -> done.size() == 8);
    assertThat(done.indexOf("stat")).isLessThanOrEqualTo(1);
  }

  @Test
  void destinations_do_not_take_each_others_work() throws Exception {
    route("journal:results-ready?destination=fhir", this::note);
    journal.transact(
        open -> {
          open.append(EntryDraft.of(EntryKind.RESULTS_READY, "pacs", Map.of()).to("pacs"));
          return open.append(EntryDraft.of(EntryKind.RESULTS_READY, "fhir", Map.of()).to("fhir"));
        });
    await().atMost(Duration.ofSeconds(5)).until(() -> done.contains("fhir"));
    camel.stop();
    route("journal:results-ready?destination=pacs", this::note);
    await().atMost(Duration.ofSeconds(5)).until(() -> done.contains("pacs"));
    assertThat(done).containsExactly("fhir", "pacs");
  }

  @Test
  void work_waits_until_it_is_due() throws Exception {
    route("journal:case-due", this::note);
    Instant due = Instant.now().plusSeconds(2);
    journal.transact(
        open -> open.append(EntryDraft.of(EntryKind.CASE_DUE, "later", Map.of()).dueAt(due)));
    await().atMost(Duration.ofSeconds(10)).until(() -> done.contains("later"));
    assertThat(Instant.now()).isAfterOrEqualTo(due);
  }

  @Test
  void replayed_work_is_done_again() throws Exception {
    route("journal:case-ready", this::note);
    append("k1");
    await().atMost(Duration.ofSeconds(5)).until(() -> done.size() == 1);
    long id =
        journal
            .transact(open -> open.entries().find(EntryKind.CASE_READY, "k1"))
            .orElseThrow()
            .id();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> journal.<Boolean>transact(open -> open.entries().replay(id)) && again());
    assertThat(done).contains("k1", "k1");
  }

  private boolean again() {
    await().atMost(Duration.ofSeconds(5)).until(() -> done.size() >= 2);
    return true;
  }

  @Test
  void stopping_the_route_lets_running_work_end() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    route(
        "journal:case-ready",
        exchange -> {
          begun.countDown();
          await().pollDelay(Duration.ofMillis(500)).until(() -> true);
          note(exchange);
        });
    append("k1");
    begun.await();
    camel.stop();
    assertThat(done).containsExactly("k1");
  }

  private void note(Exchange exchange) {
    done.add(exchange.getIn().getBody(Entry.class).key());
  }

  private void append(String key) {
    journal.transact(open -> open.append(EntryDraft.of(EntryKind.CASE_READY, key, Map.of())));
  }

  private CaseId aCase() {
    Uid study = new Uid("1.2.3");
    Instant now = Instant.parse("2026-03-01T09:00:00Z");
    CaseId id = CaseId.of(study);
    journal.transact(
        open -> {
          open.cases()
              .save(
                  new Case(id, 1, study, 1, null, 0, CaseState.READY, "", Priority.STAT, now, now));
          return id;
        });
    return id;
  }

  private void route(String from, Processor step) throws Exception {
    camel =
        context(
            new RouteBuilder() {
              @Override
              public void configure() {
                from(from).process(step);
              }
            });
  }

  private CamelContext context(RouteBuilder routes) throws Exception {
    CamelContext context = new DefaultCamelContext();
    context.getRegistry().bind("journal", journal);
    context.addRoutes(routes);
    context.start();
    return context;
  }
}
