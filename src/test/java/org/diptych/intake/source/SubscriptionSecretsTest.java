package org.diptych.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diptych.journal.JournalDatabase;
import org.diptych.study.MovingClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionSecretsTest {
  private static final String NAME = "ris-patient";

  @TempDir Path data;

  private SubscriptionSecrets secrets(Path folder, Optional<String> key) {
    NotificationConfig plain = SourceConfigs.notifications(URI.create("http://x/"), 1, 1);
    return new SubscriptionSecrets(
        new NotificationConfig() {
          @Override
          public Optional<URI> url() {
            return plain.url();
          }

          @Override
          public Optional<String> key() {
            return key;
          }

          @Override
          public int maxBodyBytes() {
            return plain.maxBodyBytes();
          }

          @Override
          public int perSecond() {
            return plain.perSecond();
          }
        },
        folder);
  }

  @Test
  void each_subscription_has_its_own_secret_and_keeps_it() {
    SubscriptionSecrets first = secrets(data, Optional.empty());
    SubscriptionSecrets again = secrets(data, Optional.empty());

    assertThat(first.of(NAME)).matches("Bearer [0-9a-f]{64}").isEqualTo(again.of(NAME));
    assertThat(first.of("ris-imagingstudy")).isNotEqualTo(first.of(NAME));
    assertThat(first.matches(NAME, again.of(NAME))).isTrue();
    assertThat(first.matches(NAME, first.of("ris-imagingstudy"))).isFalse();
    assertThat(first.digest(NAME)).hasSize(64).isNotEqualTo(first.of(NAME));
  }

  @Test
  void the_key_lies_where_nobody_else_reads_it() throws Exception {
    secrets(data, Optional.empty()).of(NAME);

    try (Stream<Path> files = Files.list(data.resolve("keys"))) {
      assertThat(files.toList()).containsExactly(data.resolve("keys/notifications.key"));
    }
    Path file = data.resolve("keys/notifications.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.size(file)).isEqualTo(32);
  }

  @Test
  void engines_that_begin_at_once_have_one_key() {
    Set<String> seen = new HashSet<>();
    IntStream.range(0, 16)
        .parallel()
        .mapToObj(i -> secrets(data, Optional.empty()).of(NAME))
        .sequential()
        .forEach(seen::add);

    assertThat(seen).hasSize(1);
  }

  @Test
  void a_configured_key_is_that_of_every_engine_and_makes_no_file() {
    SubscriptionSecrets here = secrets(data.resolve("a"), Optional.of("shared"));
    SubscriptionSecrets there = secrets(data.resolve("b"), Optional.of("shared"));

    assertThat(here.of(NAME)).isEqualTo(there.of(NAME));
    assertThat(data.resolve("a")).doesNotExist();
  }

  @Test
  void the_database_does_not_have_the_secret() throws Exception {
    String secret;
    try (ListeningEngine engine =
        new ListeningEngine(
            data,
            MovingClock.at("2026-03-01T09:00:00Z"),
            SourceConfigs.one(
                URI.create("http://127.0.0.1:1/fhir"),
                FhirSourcesConfig.Way.AUTO,
                List.of("Patient")),
            SourceConfigs.images(URI.create("http://127.0.0.1:1/")),
            20)) {
      engine.keeper.tend();
      secret = engine.secrets.of(NAME).substring("Bearer ".length());
      assertThat(engine.subscription(NAME).secretDigest()).isEqualTo(engine.secrets.digest(NAME));
    }
    try (JournalDatabase database = JournalDatabase.embedded(data);
        Connection connection = database.dataSource().getConnection();
        ResultSet rows =
            connection.createStatement().executeQuery("select * from source_subscriptions")) {
      assertThat(rows.next()).isTrue();
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        assertThat(String.valueOf(rows.getObject(column))).doesNotContain(secret);
      }
    }
  }
}
