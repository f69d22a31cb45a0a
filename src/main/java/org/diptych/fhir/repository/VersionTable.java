package org.diptych.fhir.repository;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the versions and of what they are found by. */
final class VersionTable {
  /** What {@code superseded} holds while a version is the current one. */
  static final long CURRENT = Long.MAX_VALUE;

  private static final String COLUMNS =
      "select v.resource_type, v.resource_id, v.version, v.change_number, v.last_updated, v.content"
          + " from fhir_version v where ";

  private final Connection connection;

  VersionTable(Connection connection) {
    this.connection = connection;
  }

  Optional<Version> current(String type, String id) throws SQLException {
    return select(
            Sql.of(
                COLUMNS + "v.resource_type = ? and v.resource_id = ? and v.superseded = ?",
                type,
                id,
                CURRENT))
        .stream()
        .findFirst();
  }

  boolean exists(String type, String id) throws SQLException {
    return number(
            Sql.of(
                "select count(*) from fhir_version v"
                    + " where v.resource_type = ? and v.resource_id = ? and v.superseded = ?",
                type,
                id,
                CURRENT))
        > 0;
  }

  Optional<Version> version(String type, String id, long number) throws SQLException {
    return select(
            Sql.of(
                COLUMNS + "v.resource_type = ? and v.resource_id = ? and v.version = ?",
                type,
                id,
                number))
        .stream()
        .findFirst();
  }

  /** The version that a change made. */
  Optional<Version> change(long change) throws SQLException {
    return select(Sql.of(COLUMNS + "v.change_number = ?", change)).stream().findFirst();
  }

  /** The change of the one of those that the condition selects that so many others precede. */
  long change(Sql where, Order order, long preceding) throws SQLException {
    return changes(order.changes(where, null, 1).then("offset ?", preceding)).stream()
        .findFirst()
        .orElseThrow(Page::notOurs);
  }

  /** The first of those that the condition selects, or the first after a change. */
  List<Version> select(Sql where, Order order, @Nullable Long after, int limit)
      throws SQLException {
    if (order.keys().isEmpty()) {
      Sql ordered =
          order.newestFirst()
              ? Sql.of(
                  "v.change_number < ? order by v.change_number desc limit ?",
                  after == null ? CURRENT : after,
                  limit)
              : Sql.of(
                  "v.change_number > ? order by v.change_number limit ?",
                  after == null ? 0 : after,
                  limit);
      return select(new Sql(COLUMNS + where.text(), where.arguments()).and(ordered));
    }
    Order.@Nullable Place place = after == null ? null : place(order, after);
    List<Long> changes = changes(order.changes(where, place, limit));
    if (changes.isEmpty()) {
      return List.of();
    }
    List<Version> versions =
        new ArrayList<>(select(Sql.of(COLUMNS + "v.change_number").then(Sql.in(changes))));
    versions.sort(Comparator.comparingInt(version -> changes.indexOf(version.change())));
    return versions;
  }

  private List<Long> changes(Sql sql) throws SQLException {
    try (PreparedStatement select = prepared(sql);
        ResultSet rows = select.executeQuery()) {
      List<Long> changes = new ArrayList<>();
      while (rows.next()) {
        changes.add(rows.getLong(1));
      }
      return changes;
    }
  }

  private Order.Place place(Order order, long change) throws SQLException {
    try (PreparedStatement select = prepared(order.keyed(Sql.of("v.change_number = ?", change)));
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw Page.notOurs();
      }
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < order.keys().size(); i++) {
        values.add(row.getObject(i + 2));
      }
      return new Order.Place(change, values);
    }
  }

  /** The oldest of those that the condition selects. */
  List<Version> select(Sql where, int limit) throws SQLException {
    return select(
        new Sql(COLUMNS + where.text(), where.arguments())
            .then("order by v.change_number limit ?", limit));
  }

  /** What the selected values say, each once. */
  List<String> tokens(Sql where, int limit) throws SQLException {
    Sql distinct =
        new Sql(
                "select distinct s.token from fhir_search_value s where " + where.text(),
                where.arguments())
            .then("order by s.token limit ?", limit);
    try (PreparedStatement select = prepared(distinct);
        ResultSet rows = select.executeQuery()) {
      List<String> tokens = new ArrayList<>();
      while (rows.next()) {
        tokens.add(rows.getString(1));
      }
      return tokens;
    }
  }

  long count(Sql where) throws SQLException {
    return number(
        new Sql("select count(*) from fhir_version v where " + where.text(), where.arguments()));
  }

  long lastChange() throws SQLException {
    return number(Sql.of("select change_number from fhir_clock"));
  }

  void supersede(Version old, long change) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update fhir_version set superseded = ? where change_number = ?")) {
      update.setLong(1, change);
      update.setLong(2, old.change());
      update.executeUpdate();
    }
  }

  void insert(Version version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into fhir_version (resource_type, resource_id, version, change_number,"
                + " last_updated, content, superseded) values (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, version.type());
      insert.setString(2, version.id());
      insert.setLong(3, version.number());
      insert.setLong(4, version.change());
      insert.setLong(5, version.lastUpdated());
      insert.setString(6, version.content());
      insert.setLong(7, CURRENT);
      insert.executeUpdate();
    }
  }

  void insertValues(Version version, String parameter, List<SearchValue> values)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into fhir_search_value (change_number, resource_type, parameter,"
                + " coding_system, token, low, high) values (?, ?, ?, ?, ?, ?, ?)")) {
      for (SearchValue value : values) {
        insert.setLong(1, version.change());
        insert.setString(2, version.type());
        insert.setString(3, parameter);
        insert.setString(4, value.system());
        insert.setString(5, value.token());
        setLong(insert, 6, value.low());
        setLong(insert, 7, value.high());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private List<Version> select(Sql sql) throws SQLException {
    try (PreparedStatement select = prepared(sql);
        ResultSet rows = select.executeQuery()) {
      List<Version> versions = new ArrayList<>();
      while (rows.next()) {
        versions.add(
            new Version(
                rows.getString(1),
                rows.getString(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getString(6)));
      }
      return versions;
    }
  }

  private long number(Sql sql) throws SQLException {
    try (PreparedStatement select = prepared(sql);
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private PreparedStatement prepared(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    int index = 1;
    for (Object argument : sql.arguments()) {
      statement.setObject(index++, argument);
    }
    return statement;
  }

  private static void setLong(PreparedStatement statement, int index, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value);
    }
  }
}
