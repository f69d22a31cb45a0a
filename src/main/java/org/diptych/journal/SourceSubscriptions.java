package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.diptych.journal.KeptSubscription.Heard;
import org.diptych.journal.KeptSubscription.Remote;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.journal.KeptSubscription.Swept;
import org.jspecify.annotations.Nullable;

/** The register of our subscriptions at the hospital's FHIR servers. */
public final class SourceSubscriptions {
  private final Transaction transaction;
  private final Sql sql;

  SourceSubscriptions(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /**
   * Keeps a wish unless one of that name is here.
   *
   * @param since what changed at the server before this is not wanted
   */
  public void want(String name, String source, String type, Instant since) {
    Instant now = transaction.now();
    sql.update(
        "insert into source_subscriptions (name, source, resource_type, state, failures,"
            + " last_event, highest_event, caught_up_in_ms, sweeps_wanted, sweeps_done, swept_at,"
            + " swept_to, due_at) select ?, ?, ?, ?, 0, 0, 0, 0, 1, 0, ?, ?, ?"
            + " where not exists (select 1 from source_subscriptions where name = ?)",
        name,
        source,
        type,
        State.WANTED.name(),
        now,
        since,
        now,
        name);
  }

  public Optional<KeptSubscription> find(String name) {
    return sql.first(
        "select * from source_subscriptions where name = ?", SourceSubscriptions::read, name);
  }

  /** As {@link #find}, and no other transaction locks it until this one ends. */
  public Optional<KeptSubscription> lock(String name) {
    return sql.first(
        "select * from source_subscriptions where name = ? for update",
        SourceSubscriptions::read,
        name);
  }

  public List<KeptSubscription> all() {
    return sql.list("select * from source_subscriptions order by name", SourceSubscriptions::read);
  }

  /** Those that are due, which nobody else looks after for as long as the lease. */
  public List<KeptSubscription> claim(Duration lease) {
    Instant now = transaction.now();
    List<KeptSubscription> due =
        sql.list(
            "select * from source_subscriptions where due_at <= ? order by due_at",
            SourceSubscriptions::read,
            now);
    return due.stream()
        .filter(
            each ->
                sql.update(
                        "update source_subscriptions set due_at = ? where name = ? and due_at = ?",
                        now.plus(lease),
                        each.name(),
                        each.due())
                    == 1)
        .toList();
  }

  /** Which secret the server is asked to show from now on. */
  public void secret(String name, String digest) {
    sql.update("update source_subscriptions set secret_digest = ? where name = ?", digest, name);
  }

  /** What is known of the server's side now. */
  public void save(String name, Remote remote) {
    sql.update(
        "update source_subscriptions set way = ?, remote_id = ?, state = ?, failures = ?"
            + " where name = ?",
        remote.way(),
        remote.id(),
        remote.state().name(),
        remote.failures(),
        name);
  }

  /** What was heard by now. */
  public void save(String name, Heard heard) {
    sql.update(
        "update source_subscriptions set last_event = ?, highest_event = ?, heard_at = ?,"
            + " gap_since = ?, caught_up_in_ms = ? where name = ?",
        heard.last(),
        heard.highest(),
        heard.at(),
        heard.gapSince(),
        heard.caughtUpInMillis(),
        name);
  }

  /** What was looked up by now. */
  public void save(String name, Swept swept) {
    sql.update(
        "update source_subscriptions set sweeps_wanted = ?, sweeps_done = ?, swept_at = ?,"
            + " swept_to = ? where name = ?",
        swept.wanted(),
        swept.done(),
        swept.at(),
        swept.to(),
        name);
  }

  /** When somebody must look after it next. */
  public void due(String name, Instant at) {
    sql.update("update source_subscriptions set due_at = ? where name = ?", at, name);
  }

  private static KeptSubscription read(ResultSet rows) throws SQLException {
    return new KeptSubscription(
        rows.getString("name"),
        rows.getString("source"),
        rows.getString("resource_type"),
        rows.getString("secret_digest"),
        new Remote(
            rows.getString("way"),
            rows.getString("remote_id"),
            State.valueOf(rows.getString("state")),
            rows.getInt("failures")),
        new Heard(
            rows.getLong("last_event"),
            rows.getLong("highest_event"),
            instant(rows, "heard_at"),
            instant(rows, "gap_since"),
            rows.getLong("caught_up_in_ms")),
        new Swept(
            rows.getLong("sweeps_wanted"),
            rows.getLong("sweeps_done"),
            Sql.instant(rows, "swept_at"),
            Sql.instant(rows, "swept_to")),
        Sql.instant(rows, "due_at"));
  }

  private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column) == null ? null : Sql.instant(rows, column);
  }
}
