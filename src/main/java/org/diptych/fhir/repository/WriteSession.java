package org.diptych.fhir.repository;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The one open write: holding the clock row, so what it reads stays true until it commits. That is
 * what makes conditional interactions exact.
 */
final class WriteSession {
  private final Connection connection;
  private final VersionTable table;
  private final ResourceText text;
  private final TopicEvents events;
  private final long lastUpdated;
  private final long firstFreeChange;
  private long nextChange;

  private WriteSession(
      Connection connection,
      ResourceText text,
      TopicEvents events,
      long lastUpdated,
      long firstFreeChange) {
    this.connection = connection;
    this.table = new VersionTable(connection);
    this.text = text;
    this.events = events;
    this.lastUpdated = lastUpdated;
    this.firstFreeChange = firstFreeChange;
    this.nextChange = firstFreeChange;
  }

  /** Times of update rise from transaction to transaction, whatever the clocks of engines say. */
  static WriteSession open(Connection connection, ResourceText text, long now, TopicEvents events)
      throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement(
                "select change_number, last_updated from fhir_clock where only_row = 1 for update");
        ResultSet row = lock.executeQuery()) {
      row.next();
      return new WriteSession(
          connection, text, events, Math.max(now, row.getLong(2) + 1), row.getLong(1) + 1);
    }
  }

  VersionTable table() {
    return table;
  }

  /** The last change that this write has made, or that was made before it. */
  long lastChange() {
    return nextChange - 1;
  }

  /** The only resource that the criteria select; several are refused. */
  Optional<Version> onlyMatch(Search criteria) throws SQLException {
    Sql where = Found.where(criteria, VersionTable.CURRENT - 1);
    List<Version> matches = table.select(where, Order.NEWEST_FIRST, null, 2);
    if (matches.size() > 1) {
      throw Refusal.severalMatch(
          "The criteria select more than one " + criteria.type().name() + ".");
    }
    return matches.stream().findFirst();
  }

  Written create(Resource resource, String id) throws SQLException {
    return keep(resource, id, null);
  }

  /** Writes a version, unless the current one already says the same. */
  Written update(Resource resource, String id, @Nullable String ifMatch) throws SQLException {
    @Nullable Version current = table.current(resource.fhirType(), id).orElse(null);
    if (ifMatch != null && (current == null || !ifMatch.equals(Long.toString(current.number())))) {
      throw Refusal.stale("The resource does not have the version that If-Match names.");
    }
    return keep(resource, id, current);
  }

  private Written keep(Resource resource, String id, @Nullable Version current)
      throws SQLException {
    String content = text.write(resource, id);
    if (current != null && current.content().equals(content)) {
      return new Written(current, Written.Effect.UNCHANGED);
    }
    long number = current == null ? 1 : current.number() + 1;
    Version version =
        new Version(resource.fhirType(), id, number, nextChange++, lastUpdated, content);
    if (current != null) {
      table.supersede(current, version.change());
    }
    table.insert(version);
    var values = ResourceTypes.require(version.type()).valuesOf(resource);
    for (Map.Entry<String, List<SearchValue>> found : values.entrySet()) {
      if (!found.getValue().isEmpty()) {
        table.insertValues(version, found.getKey(), found.getValue());
      }
    }
    events.written(connection, version, resource);
    return new Written(version, current == null ? Written.Effect.CREATED : Written.Effect.UPDATED);
  }

  /** Moves the clock when something was written. */
  void close() throws SQLException {
    if (nextChange == firstFreeChange) {
      return;
    }
    try (PreparedStatement advance =
        connection.prepareStatement(
            "update fhir_clock set change_number = ?, last_updated = ? where only_row = 1")) {
      advance.setLong(1, nextChange - 1);
      advance.setLong(2, lastUpdated);
      advance.executeUpdate();
    }
  }
}
