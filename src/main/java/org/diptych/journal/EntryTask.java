package org.diptych.journal;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.diptych.study.Priority;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of entries as db-scheduler runs it: retried with growing pauses, then set aside. */
final class EntryTask extends AbstractTask<Void> {
  private static final Logger LOG = LoggerFactory.getLogger(EntryTask.class);

  private final Journal journal;
  private final WorkOrder order;
  private final EntryWork work;

  EntryTask(Journal journal, WorkOrder order, EntryWork work) {
    super(
        order.task(),
        Void.class,
        (complete, operations) -> retry(order, journal.random(), complete, operations),
        new DeadExecutionHandler.ReviveDeadExecution<>());
    this.journal = journal;
    this.order = order;
    this.work = work;
  }

  @Override
  public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
    long id = Long.parseLong(instance.getId());
    int failed = context.getExecution().consecutiveFailures;
    if (failed >= order.maxAttempts() && order.kind() != EntryKind.SET_ASIDE) {
      // Begun too often without an end: the work that ends the engine itself.
      return setAside(id, "the engine ended while it worked on this");
    }
    if (context.getExecution().taskInstance.getPriority() < Priority.STAT.rank()) {
      journal.rush().letPass();
    }
    try {
      Optional<Entry> entry = journal.transact(open -> open.entries().find(id));
      if (entry.isPresent()) {
        work.on(entry.get());
      }
      return new CompletionHandler.OnCompleteRemove<>();
    } catch (Exception | Error e) {
      NotYet notYet = causeOf(e, NotYet.class);
      return notYet == null ? failed(id, failed + 1, e) : postponed(id, notYet.due());
    }
  }

  /** Exactly then, so that of all work that becomes due with it the most urgent goes first. */
  private CompletionHandler<Void> postponed(long id, Instant due) {
    LOG.debug("{} postponed entry={} until {}", order.task(), id, due);
    return (complete, operations) -> operations.reschedule(complete, due);
  }

  /** A message or a cause may hold patient data: only the kind of the failure is told. */
  private CompletionHandler<Void> failed(long id, int times, Throwable e) {
    String kind = rootOf(e).getClass().getSimpleName();
    LOG.warn("{} failed entry={} attempt={} by {}", order.task(), id, times, kind);
    if (LOG.isDebugEnabled()) {
      LOG.debug("where entry={} failed", id, Traceable.of(e));
    }
    // What a person is told must reach a person: telling it is never given up.
    if (times < order.maxAttempts() || order.kind() == EntryKind.SET_ASIDE) {
      RetryTime said = causeOf(e, RetryTime.class);
      throw new WorkFailed(said == null ? null : said.notBefore());
    }
    return setAside(id, order.kind().wireName() + " failed " + times + " times: " + kind);
  }

  private CompletionHandler<Void> setAside(long id, String reason) {
    journal.transact(
        open -> {
          SetAside.entry(open, id, reason);
          return id;
        });
    LOG.warn("{} set aside entry={}", order.task(), id);
    return new CompletionHandler.OnCompleteRemove<>();
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static <T> @Nullable T causeOf(Throwable e, Class<T> kind) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return kind.cast(cause);
      }
    }
    return null;
  }

  private static void retry(
      WorkOrder order,
      RandomGenerator random,
      ExecutionComplete complete,
      ExecutionOperations<Void> operations) {
    Duration pause =
        new Backoff(order.firstRetry(), order.longestRetry())
            .pause(complete.getExecution().consecutiveFailures, random);
    operations.reschedule(complete, earliest(complete).plus(pause));
  }

  /** The pause begins now, or where the failure said that a try can help again. */
  private static Instant earliest(ExecutionComplete complete) {
    Instant done = complete.getTimeDone();
    Instant said =
        complete.getCause().orElse(null) instanceof WorkFailed failed ? failed.notBefore : null;
    return said == null || said.isBefore(done) ? done : said;
  }

  @Override
  public SchedulableInstance<Void> schedulableInstance(String id) {
    return SchedulableInstance.of(instance(id), Instant.EPOCH);
  }

  @Override
  public SchedulableInstance<Void> schedulableInstance(String id, Void data) {
    return schedulableInstance(id);
  }

  /** Says only that work failed; why was logged without its message. */
  private static final class WorkFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Instant notBefore;

    WorkFailed(@Nullable Instant notBefore) {
      super("work failed", null, false, false);
      this.notBefore = notBefore;
    }
  }
}
