package org.diptych.journal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads that take the due work of one kind and destination, the most urgent first. */
public final class EntryWorkers implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** Work of names nobody here knows is somebody else's and is never deleted. */
  private static final Duration NEVER = Duration.ofDays(365_000);

  private final Journal journal;
  private final WorkOrder order;
  private final EntryTask task;
  private final Runnable look = this::look;
  private volatile @Nullable Scheduler scheduler;

  EntryWorkers(Journal journal, WorkOrder order, EntryWork work) {
    this.journal = journal;
    this.order = order;
    this.task = new EntryTask(journal, order, work);
  }

  /**
   * Begins to work; due work is taken within a second, work appended here at once, and in a rush of
   * senders what is not STAT stands back for a moment.
   */
  public synchronized void start() {
    if (scheduler != null) {
      return;
    }
    JournalDatabase database = journal.database();
    SchedulerBuilder settings =
        Scheduler.create(database.dataSource(), List.of(task))
            .schedulerName(new SchedulerName.Fixed(database.engine()))
            .jdbcCustomization(new OnlyTask(database.dialect(), order.task()))
            .enablePriority()
            .threads(order.threads())
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(4)
            .deleteUnresolvedAfter(NEVER)
            .shutdownMaxWait(Duration.ofSeconds(20))
            // A failure's message may hold patient data; EntryTask logs what may be logged.
            .failureLogging(LogLevel.OFF, false);
    Scheduler started =
        (database.isEmbedded()
                ? settings.pollUsingFetchAndLockOnExecute(0.5, 3.0)
                : settings.pollUsingLockAndFetch(0.5, 1.0))
            .build();
    started.start();
    scheduler = started;
    journal.signals().listen(order.task(), look);
  }

  /** In a rush every commit would have us look; the next poll is soon enough then. */
  private void look() {
    Scheduler current = scheduler;
    if (current != null && !journal.rush().isOn()) {
      current.triggerCheckForDueExecutions();
    }
  }

  /** Takes no more work and waits for what is being done. */
  @Override
  public synchronized void close() {
    Scheduler current = scheduler;
    if (current == null) {
      return;
    }
    journal.signals().forget(order.task(), look);
    scheduler = null;
    current.stop();
  }
}
