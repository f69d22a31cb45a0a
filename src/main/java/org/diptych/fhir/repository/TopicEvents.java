package org.diptych.fhir.repository;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.diptych.fhir.repository.subscription.Asked;
import org.diptych.fhir.repository.subscription.ServedTopic;
import org.diptych.fhir.repository.subscription.SubscriptionReader;
import org.diptych.fhir.repository.subscription.SubscriptionRow;
import org.diptych.fhir.repository.subscription.SubscriptionTable;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;

/**
 * Numbers the events of subscriptions in the transaction of the write that they tell of, so that
 * none is without its write and no write without its events.
 */
final class TopicEvents {
  private final ResourceText text;
  private final RepositoryConfig config;
  private final SubscriptionReader reader;
  private final Map<String, Optional<Asked>> known = new ConcurrentHashMap<>();

  TopicEvents(ResourceText text, RepositoryConfig config) {
    this.text = text;
    this.config = config;
    this.reader = new SubscriptionReader(config.subscriptionEndpoints().orElse(List.of()));
  }

  SubscriptionReader reader() {
    return reader;
  }

  /** Makes an event for every subscription that asks for the version. */
  void written(Connection connection, Version version, Resource resource) throws SQLException {
    if (!ServedTopic.tellsOf(version.type())) {
      return;
    }
    SubscriptionTable table = new SubscriptionTable(connection);
    for (SubscriptionRow row : table.of(version.type())) {
      Optional<Asked> asked = asked(row);
      if (asked.isPresent()
          && asked.get().topic().tells().test(resource)
          && passes(connection, version, asked.get(), row.base())) {
        table.append(row.id(), version.change(), version.lastUpdated());
      }
    }
  }

  /** What the row asks for; empty when its topic or endpoint is served no longer. */
  Optional<Asked> asked(SubscriptionRow row) {
    return known.computeIfAbsent(
        row.id() + "/" + row.content().hashCode() + "/" + row.lastUpdated(),
        key ->
            reader.read(subscription(row)) instanceof SubscriptionReader.Reading.Servable servable
                ? Optional.of(servable.asked())
                : Optional.empty());
  }

  Subscription subscription(SubscriptionRow row) {
    return text.context().newJsonParser().parseResource(Subscription.class, row.content());
  }

  /** The filters mean what the same search would find. */
  private boolean passes(Connection connection, Version version, Asked asked, String base)
      throws SQLException {
    Sql where = Sql.of("v.change_number = ?", version.change());
    for (String filter : asked.filters()) {
      Search search = Search.criteria(ResourceTypes.require(version.type()), filter, base, config);
      for (Sql condition : search.conditions()) {
        where = where.and(condition);
      }
    }
    return asked.filters().isEmpty() || new VersionTable(connection).count(where) > 0;
  }
}
