package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.diptych.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away and comes back, with a real PostgreSQL. */
class DatabaseGoneTest {
  @TempDir Path files;

  @Test
  void the_journal_refuses_while_the_database_is_gone_and_works_when_it_is_back() throws Exception {
    int port = FreePort.find();
    EmbeddedPostgres postgres = start(port);
    try (JournalDatabase database =
        JournalDatabase.open(
            postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", 8, "engine")) {
      Journal journal = new Journal(database, Clock.systemUTC());
      Set<String> worked = ConcurrentHashMap.newKeySet();
      try (EntryWorkers workers =
          journal.workers(WorkOrder.of(EntryKind.CASE_READY), entry -> worked.add(entry.key()))) {
        workers.start();
        append(journal, "before");
        postgres.close();
        assertThatThrownBy(() -> append(journal, "lost")).isInstanceOf(JournalUnavailable.class);
        assertThatThrownBy(
                () ->
                    journal.transactTogether(
                        open -> open.append(EntryDraft.of(EntryKind.CASE_READY, "lost", Map.of()))))
            .isInstanceOf(JournalUnavailable.class);
        postgres = start(port);
        append(journal, "after");
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(worked).contains("before", "after"));
      }
    } finally {
      postgres.close();
    }
  }

  private static Receipt append(Journal journal, String key) {
    return journal.transact(
        open -> open.append(EntryDraft.of(EntryKind.CASE_READY, key, Map.of())));
  }

  private EmbeddedPostgres start(int port) throws Exception {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(files.resolve("pg"))
        .setCleanDataDirectory(false)
        .start();
  }
}
