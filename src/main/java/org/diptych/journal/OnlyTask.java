package org.diptych.journal;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Instant;
import java.util.List;

/**
 * A dialect that sees the due work of one name only, so that schedulers with different work share
 * one table without picking what is not theirs.
 */
final class OnlyTask extends DefaultJdbcCustomization {
  private final JdbcCustomization dialect;
  private final String condition;

  /** The name comes from a {@link WorkOrder}, which allows no quotes. */
  OnlyTask(JdbcCustomization dialect, String task) {
    super(false);
    this.dialect = dialect;
    this.condition = " and task_name = '" + task + "' ";
  }

  @Override
  public String getName() {
    return dialect.getName();
  }

  @Override
  public String getQueryLimitPart(int limit) {
    return dialect.getQueryLimitPart(limit);
  }

  @Override
  public boolean supportsGenericLockAndFetch() {
    return dialect.supportsGenericLockAndFetch();
  }

  @Override
  public boolean supportsSingleStatementLockAndFetch() {
    return false;
  }

  @Override
  public List<Execution> lockAndFetchSingleStatement(
      JdbcTaskRepositoryContext context, Instant now, int limit, boolean byPriority) {
    throw new UnsupportedOperationException("work is fetched by name");
  }

  @Override
  public String createGenericSelectForUpdateQuery(
      String table, int limit, String and, boolean byPriority) {
    return dialect.createGenericSelectForUpdateQuery(table, limit, and + condition, byPriority);
  }

  @Override
  public String createSelectDueQuery(String table, int limit, String and, boolean byPriority) {
    return dialect.createSelectDueQuery(table, limit, and + condition, byPriority);
  }
}
