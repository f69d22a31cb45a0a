package org.diptych.journal;

import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives the engine its journal, its object store, its database and its clock. */
@ApplicationScoped
class JournalProducer {
  @Produces
  @Singleton
  JournalDatabase database(
      DatabaseConfig config, @ConfigProperty(name = "diptych.data") Path data) {
    Optional<String> url = config.url();
    return url.isEmpty()
        ? JournalDatabase.embedded(data, config.poolSize())
        : JournalDatabase.open(
            url.get(),
            config.username().orElse(null),
            config.password().orElse(null),
            config.poolSize(),
            config.engine().orElseGet(JournalProducer::host));
  }

  void close(@Disposes JournalDatabase database) {
    database.close();
  }

  @Produces
  @Singleton
  @Unremovable
  DataSource dataSource(JournalDatabase database) {
    return database.dataSource();
  }

  @Produces
  @Singleton
  @Unremovable
  Journal journal(JournalDatabase database, Clock clock, RandomGenerator random) {
    return new Journal(database, clock, random);
  }

  @Produces
  @Singleton
  @Unremovable
  ObjectStore objects(@ConfigProperty(name = "diptych.data") Path data) throws IOException {
    return new ObjectStore(data);
  }

  @Produces
  @Singleton
  @DefaultBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  @DefaultBean
  RandomGenerator random() {
    return new Random();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "diptych";
    }
  }
}
