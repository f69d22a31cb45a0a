package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The interactions on resources (FHIR R4 RESTful API, section 3.1.0). */
final class Repository {
  /** What is done in an open write. */
  interface Change<T> {
    T in(WriteSession session) throws SQLException;
  }

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  private final Database database;
  private final ResourceText text;
  private final RepositoryConfig config;
  private final TopicEvents events;
  private final Clock clock;
  private final Supplier<String> newId;

  Repository(
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
    this.clock = clock;
    this.newId = newId;
  }

  Resource read(String type, String id) {
    return database
        .read(connection -> new VersionTable(connection).current(type, id))
        .map(text::read)
        .orElseThrow(Repository::unknown);
  }

  Resource readVersion(String type, String id, String version) {
    if (!version.matches("\\d{1,18}")) {
      throw unknown();
    }
    return database
        .read(connection -> new VersionTable(connection).version(type, id, Long.parseLong(version)))
        .map(text::read)
        .orElseThrow(Repository::unknown);
  }

  Found search(ResourceType type, Map<String, String[]> parameters, String ownBase) {
    Search search = Search.of(type, parameters, ownBase, config);
    return database.read(connection -> Found.by(search, new VersionTable(connection)));
  }

  /** All versions of one resource, or of all resources of the type when there is no id. */
  Found history(ResourceType type, @Nullable String id, Map<String, String[]> parameters) {
    History history = History.of(type, id, parameters, config);
    Found found = database.read(connection -> history.in(new VersionTable(connection)));
    if (id != null
        && found.total() == 0
        && !this.<Boolean>reading(
            connection -> new VersionTable(connection).exists(type.name(), id))) {
      throw unknown();
    }
    return found;
  }

  Written create(Resource resource, @Nullable String ifNoneExist, String ownBase) {
    text.relativeTo(ownBase, resource);
    if (ifNoneExist == null) {
      return change(session -> session.create(resource, newId.get()));
    }
    Search criteria = criteria(resource, ifNoneExist, ownBase);
    return change(
        session -> {
          Optional<Version> match = session.onlyMatch(criteria);
          if (match.isPresent()) {
            return new Written(match.get(), Written.Effect.UNCHANGED);
          }
          AskedIdentifiers.require(resource, ifNoneExist);
          return session.create(resource, newId.get());
        });
  }

  /** The client names the resource, and by that may create it. */
  Written update(Resource resource, String id, @Nullable String ifMatch, String ownBase) {
    requireId(id);
    text.relativeTo(ownBase, resource);
    return change(session -> session.update(resource, id, ifMatch));
  }

  Written updateWhere(
      Resource resource,
      @Nullable String idInBody,
      String where,
      @Nullable String ifMatch,
      String ownBase) {
    text.relativeTo(ownBase, resource);
    Search criteria = criteria(resource, where, ownBase);
    AskedIdentifiers.require(resource, where);
    return change(
        session -> {
          String id = idWhere(session, criteria, idInBody);
          return session.update(resource, id, ifMatch);
        });
  }

  Bundle transact(Bundle bundle, String ownBase) {
    bundle.getEntry().stream()
        .filter(entry -> entry.hasResource())
        .forEach(entry -> text.detach(entry.getResource()));
    TransactionEntries entries = TransactionEntries.of(bundle, newId);
    TransactionRun run = new TransactionRun(this, text, ownBase);
    return change(session -> run.in(session, entries));
  }

  /** FHIR R4 section 3.1.0.4.3: which resource a conditional update means. */
  String idWhere(WriteSession session, Search criteria, @Nullable String idInBody)
      throws SQLException {
    Optional<Version> match = session.onlyMatch(criteria);
    if (match.isPresent()) {
      if (idInBody != null && !idInBody.equals(match.get().id())) {
        throw Refusal.invalid(
            "The body has another id than the resource that the criteria select.");
      }
      return match.get().id();
    }
    if (idInBody == null) {
      return newId.get();
    }
    requireId(idInBody);
    if (session.table().exists(criteria.type().name(), idInBody)) {
      throw Refusal.conflict("The criteria select nothing, but the id in the body is taken.");
    }
    return idInBody;
  }

  Search criteria(Resource resource, String criteria, String ownBase) {
    return criteria(ResourceTypes.require(resource.fhirType()), criteria, ownBase);
  }

  Search criteria(ResourceType type, String criteria, String ownBase) {
    return Search.criteria(type, criteria, ownBase, config);
  }

  RepositoryConfig config() {
    return config;
  }

  static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw Refusal.invalid("An id has 1 to 64 letters, digits, '-' and '.'.");
    }
  }

  static BaseServerResponseException unknown() {
    return Refusal.notFound("There is no such resource or version here.");
  }

  private <T> T reading(Database.Work<T> work) {
    return database.read(work);
  }

  private <T> T change(Change<T> change) {
    return database.write((Connection connection) -> changed(connection, change));
  }

  private <T> T changed(Connection connection, Change<T> change) throws SQLException {
    WriteSession session = WriteSession.open(connection, text, clock.millis(), events);
    T result = change.in(session);
    session.close();
    return result;
  }
}
