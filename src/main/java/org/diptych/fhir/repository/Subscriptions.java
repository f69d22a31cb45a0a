package org.diptych.fhir.repository;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.diptych.fhir.repository.subscription.Asked;
import org.diptych.fhir.repository.subscription.NotificationBundle;
import org.diptych.fhir.repository.subscription.SubscriptionReader;
import org.diptych.fhir.repository.subscription.SubscriptionRow;
import org.diptych.fhir.repository.subscription.SubscriptionRow.State;
import org.diptych.fhir.repository.subscription.SubscriptionTable;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.jspecify.annotations.Nullable;

/** The Subscriptions of the repository: kept, read without their secrets, and asked about. */
final class Subscriptions {
  private static final int MOST_EVENTS = 500;

  private final Database database;
  private final ResourceText text;
  private final RepositoryConfig config;
  private final TopicEvents events;
  private final HeaderSecrets secrets;
  private final Clock clock;
  private final Supplier<String> newId;

  Subscriptions(
      Database database,
      ResourceText text,
      RepositoryConfig config,
      TopicEvents events,
      Clock clock,
      Supplier<String> newId) {
    this.database = database;
    this.text = text;
    this.config = config;
    this.events = events;
    this.secrets = new HeaderSecrets(config);
    this.clock = clock;
    this.newId = newId;
  }

  SubscriptionRow create(Subscription subscription, String base) {
    return save(newId.get(), subscription, null, base);
  }

  SubscriptionRow update(
      String id, Subscription subscription, @Nullable String ifMatch, String base) {
    Repository.requireId(id);
    return save(id, subscription, ifMatch, base);
  }

  private SubscriptionRow save(
      String id, Subscription subscription, @Nullable String ifMatch, String base) {
    Asked asked = servable(subscription, base);
    return database.write(
        connection -> {
          // Holding the clock row no event can be numbered between reading and writing.
          WriteSession.open(connection, text, clock.millis(), events);
          SubscriptionTable table = new SubscriptionTable(connection);
          Optional<SubscriptionRow> before = table.find(id);
          if (ifMatch != null
              && before.filter(row -> ifMatch.equals(Long.toString(row.version()))).isEmpty()) {
            throw Refusal.stale("The resource does not have the version that If-Match names.");
          }
          SubscriptionRow row = row(id, subscription, asked, base, before);
          table.save(row, row.state() == State.OFF ? SubscriptionTable.NEVER : clock.millis());
          return table.find(id).orElseThrow();
        });
  }

  /** What is asked for; refused with the reason where it cannot be served. */
  Asked servable(Subscription subscription, String base) {
    if (!(events.reader().read(subscription)
        instanceof SubscriptionReader.Reading.Servable servable)) {
      throw Refusal.unprocessable(
          ((SubscriptionReader.Reading.Refused) events.reader().read(subscription)).why());
    }
    Asked asked = servable.asked();
    for (String filter : asked.filters()) {
      Search.criteria(ResourceTypes.require(asked.topic().type()), filter, base, config);
    }
    return asked;
  }

  private SubscriptionRow row(
      String id,
      Subscription subscription,
      Asked asked,
      String base,
      Optional<SubscriptionRow> before) {
    State state = subscription.getStatus() == SubscriptionStatus.OFF ? State.OFF : State.REQUESTED;
    SubscriptionChannelComponent channel = subscription.getChannel();
    List<String> headers =
        secrets.kept(
            channel.getEndpoint(),
            channel.getHeader(),
            before.map(row -> row.headers().lines().toList()).orElse(List.of()));
    Subscription kept = subscription.copy();
    kept.getChannel().setHeader(HeaderSecrets.hidden(headers));
    return new SubscriptionRow(
        id,
        before.map(SubscriptionRow::version).orElse(0L) + 1,
        clock.millis(),
        text.write(kept, id),
        String.join("\n", headers),
        base,
        asked.topic().type(),
        state,
        before.map(SubscriptionRow::events).orElse(0L),
        before.map(SubscriptionRow::sent).orElse(0L),
        0,
        clock.millis());
  }

  /** The headers that its endpoint expects. */
  List<String> headers(SubscriptionRow row, URI endpoint) {
    return secrets.sent(endpoint.toString(), row.headers().lines().toList());
  }

  SubscriptionRow read(String id) {
    return database
        .<Optional<SubscriptionRow>>read(connection -> new SubscriptionTable(connection).find(id))
        .orElseThrow(Repository::unknown);
  }

  List<SubscriptionRow> all() {
    return database.read(connection -> new SubscriptionTable(connection).all());
  }

  void delete(String id) {
    boolean deleted =
        database.<Boolean>write(connection -> new SubscriptionTable(connection).delete(id));
    if (!deleted) {
      throw Repository.unknown();
    }
  }

  Subscription resource(SubscriptionRow row) {
    Version version =
        new Version("Subscription", row.id(), row.version(), 0, row.lastUpdated(), row.content());
    Subscription subscription = (Subscription) text.read(version);
    subscription.setStatus(SubscriptionStatus.fromCode(row.state().code()));
    return subscription;
  }

  Parameters status(SubscriptionRow row) {
    return bundle(row).status("query-status", List.of(), Asked.Content.ID_ONLY);
  }

  /** What is kept of the events asked for, the oldest first; at most so many at once. */
  Bundle events(SubscriptionRow row, long from, long until, Asked.Content content) {
    List<NotificationBundle.Event> told =
        database.read(connection -> told(connection, row.id(), from, until, MOST_EVENTS));
    return bundle(row).of("query-event", told, content, clock.millis());
  }

  NotificationBundle bundle(SubscriptionRow row) {
    return new NotificationBundle(
        row.base(), row.id(), subscriptionTopic(row), row.state().code(), row.events());
  }

  private String subscriptionTopic(SubscriptionRow row) {
    return String.valueOf(events.subscription(row).getCriteria());
  }

  /** The events with the versions of the resources that they tell of. */
  List<NotificationBundle.Event> told(
      Connection connection, String id, long from, long until, int most) throws SQLException {
    VersionTable versions = new VersionTable(connection);
    List<NotificationBundle.Event> told = new ArrayList<>();
    for (SubscriptionTable.Event event :
        new SubscriptionTable(connection).events(id, from, until, most)) {
      Version version = versions.change(event.change()).orElseThrow();
      Resource resource = text.read(version);
      told.add(
          new NotificationBundle.Event(
              event.number(),
              event.occurred(),
              version.type() + "/" + version.id(),
              version.number() == 1,
              resource));
    }
    return told;
  }
}
