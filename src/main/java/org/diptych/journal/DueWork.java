package org.diptych.journal;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the work of entries inside the transaction that appends them. */
final class DueWork {
  private final Connection connection;
  private final Sql sql;
  private final JdbcCustomization dialect;
  private final Set<String> made = new HashSet<>();
  private @Nullable SchedulerClient client;

  DueWork(Connection connection, Sql sql, JdbcCustomization dialect) {
    this.connection = connection;
    this.sql = sql;
    this.dialect = dialect;
  }

  /** The name of the work of a kind at a destination. */
  static String task(EntryKind kind, @Nullable String destination) {
    return destination == null ? kind.wireName() : kind.wireName() + "/" + destination;
  }

  /** Makes the work of a new entry; it cannot be there yet, so the scheduler need not look. */
  void make(String task, long entry, int priority, Instant due) {
    sql.update(
        "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version,"
            + " priority) values (?, ?, ?, false, 1, ?)",
        task,
        Long.toString(entry),
        due,
        priority);
    made.add(task);
  }

  /** Makes the work due again; work that is being done right now stays as it is. */
  void again(String task, long entry, int priority, Instant due) {
    String id = Long.toString(entry);
    try {
      if (client().getScheduledExecution(TaskInstanceId.of(task, id)).isPresent()) {
        client().reschedule(TaskInstanceId.of(task, id), due);
      } else {
        client()
            .schedule(
                new TaskInstance.Builder<Void>(task, id).priority(priority).build(),
                due,
                ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
      }
      made.add(task);
    } catch (TaskInstanceCurrentlyExecutingException e) {
      // It is being done: that is what was asked for.
    }
  }

  /** Makes work that nobody has begun more urgent. */
  void raise(String task, long entry, int priority) {
    sql.update(
        "update scheduled_tasks set priority = ? where task_name = ? and task_instance = ?"
            + " and picked = false and priority < ?",
        priority,
        task,
        Long.toString(entry),
        priority);
  }

  /** Names of the work that was made, to look for once the transaction is committed. */
  Set<String> made() {
    return made;
  }

  private SchedulerClient client() {
    SchedulerClient current = client;
    if (current == null) {
      current =
          SchedulerClient.Builder.create(new OneConnection(connection))
              .jdbcCustomization(dialect)
              .enablePriority()
              .build();
      client = current;
    }
    return current;
  }
}
