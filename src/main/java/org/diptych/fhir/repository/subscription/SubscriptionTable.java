package org.diptych.fhir.repository.subscription;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diptych.fhir.repository.subscription.SubscriptionRow.State;

/** The SQL of subscriptions and of their events. */
public final class SubscriptionTable {
  /** When nobody waits for anything. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Connection connection;

  public SubscriptionTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * One event.
   *
   * @param change the change of the repository that it tells of
   */
  public record Event(long number, long change, long occurred) {}

  private interface Row<T> {
    T read(ResultSet rows) throws SQLException;
  }

  public Optional<SubscriptionRow> find(String id) throws SQLException {
    return list("select * from fhir_subscription where id = ?", SubscriptionTable::read, id)
        .stream()
        .findFirst();
  }

  public List<SubscriptionRow> all() throws SQLException {
    return list("select * from fhir_subscription order by id", SubscriptionTable::read);
  }

  /** Those that a write of the type may concern; also in error, so that nothing is lost. */
  public List<SubscriptionRow> of(String type) throws SQLException {
    return list(
        "select * from fhir_subscription where resource_type = ? and state <> 'OFF'",
        SubscriptionTable::read,
        type);
  }

  /** Keeps a new one, or what is asked for anew; its events and their numbers stay. */
  public void save(SubscriptionRow row, long due) throws SQLException {
    int updated =
        update(
            "update fhir_subscription set version = ?, last_updated = ?, content = ?, headers = ?,"
                + " base = ?, resource_type = ?, state = ?, failures = ?, due_at = ? where id = ?",
            row.version(),
            row.lastUpdated(),
            row.content(),
            row.headers(),
            row.base(),
            row.type(),
            row.state().name(),
            row.failures(),
            due,
            row.id());
    if (updated == 0) {
      update(
          "insert into fhir_subscription (id, version, last_updated, content, headers, base,"
              + " resource_type, state, events, sent, failures, last_sent_at, due_at)"
              + " values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?)",
          row.id(),
          row.version(),
          row.lastUpdated(),
          row.content(),
          row.headers(),
          row.base(),
          row.type(),
          row.state().name(),
          row.lastSent(),
          due);
    }
  }

  /** Forgets it and its events; whether it was here. */
  public boolean delete(String id) throws SQLException {
    update("delete from fhir_subscription_event where subscription = ?", id);
    return update("delete from fhir_subscription where id = ?", id) == 1;
  }

  /** Numbers an event and makes its subscriber due, unless that one is being waited for. */
  public void append(String id, long change, long now) throws SQLException {
    update(
        "update fhir_subscription set events = events + 1,"
            + " due_at = case when failures = 0 and state = 'ACTIVE' and due_at > ? then ?"
            + " else due_at end where id = ?",
        now,
        now,
        id);
    update(
        "insert into fhir_subscription_event (subscription, event_number, change_number, occurred)"
            + " select id, events, ?, ? from fhir_subscription where id = ?",
        change,
        now,
        id);
  }

  /** Events of the subscription by number, both ends included, the oldest first. */
  public List<Event> events(String id, long from, long until, int most) throws SQLException {
    return list(
        "select event_number, change_number, occurred from fhir_subscription_event"
            + " where subscription = ? and event_number between ? and ?"
            + " order by event_number limit ?",
        rows -> new Event(rows.getLong(1), rows.getLong(2), rows.getLong(3)),
        id,
        from,
        until,
        most);
  }

  public int forgetBefore(long occurred) throws SQLException {
    return update("delete from fhir_subscription_event where occurred < ?", occurred);
  }

  public boolean isDue(long now) throws SQLException {
    return !list("select 1 from fhir_subscription where due_at <= ? limit 1", rows -> 1, now)
        .isEmpty();
  }

  /**
   * Those that are due, which no other engine looks after until the lease ends.
   *
   * @param except stay due
   */
  public List<SubscriptionRow> claim(long now, long lease, Set<String> except) throws SQLException {
    List<SubscriptionRow> claimed = new ArrayList<>();
    for (SubscriptionRow due :
        list(
            "select * from fhir_subscription where due_at <= ? order by due_at for update",
            SubscriptionTable::read,
            now)) {
      if (!except.contains(due.id())) {
        update("update fhir_subscription set due_at = ? where id = ?", lease, due.id());
        claimed.add(due);
      }
    }
    return claimed;
  }

  /** Makes it due again, unless somebody did since it was claimed with the lease. */
  public boolean release(String id, long lease, long now) throws SQLException {
    return update(
            "update fhir_subscription set due_at = ? where id = ? and due_at = ?", now, id, lease)
        == 1;
  }

  /** The subscriber has everything up to the event; whatever came meanwhile is due at once. */
  public void told(String id, long version, State state, long sent, long now, long next)
      throws SQLException {
    update(
        "update fhir_subscription set version = case when state = ? then version else version + 1"
            + " end, state = ?, sent = ?, failures = 0, last_sent_at = ?, due_at = case when events"
            + " > ? then ? else ? end where id = ? and version = ?",
        state.name(),
        state.name(),
        sent,
        now,
        sent,
        now,
        next,
        id,
        version);
  }

  /** The subscriber could not be told. */
  public void failed(String id, long version, State state, int failures, long next)
      throws SQLException {
    update(
        "update fhir_subscription set version = case when state = ? then version else version + 1"
            + " end, state = ?, failures = ?, due_at = ? where id = ? and version = ?",
        state.name(),
        state.name(),
        failures,
        next,
        id,
        version);
  }

  private static SubscriptionRow read(ResultSet rows) throws SQLException {
    return new SubscriptionRow(
        rows.getString("id"),
        rows.getLong("version"),
        rows.getLong("last_updated"),
        rows.getString("content"),
        rows.getString("headers"),
        rows.getString("base"),
        rows.getString("resource_type"),
        State.valueOf(rows.getString("state")),
        rows.getLong("events"),
        rows.getLong("sent"),
        rows.getInt("failures"),
        rows.getLong("last_sent_at"));
  }

  private <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    }
  }

  private int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
