package org.diptych.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the journal's database is. */
@ConfigMapping(prefix = "diptych.database")
public interface DatabaseConfig {
  /**
   * JDBC URL of a PostgreSQL database; without it the journal is embedded in the data directory.
   */
  Optional<String> url();

  /** User of the database. */
  Optional<String> username();

  /** Password of that user. */
  Optional<String> password();

  /** The most connections that are open at once. */
  @WithDefault("24")
  int poolSize();

  /**
   * Name of this engine among those that share the database; the name of the host when unset. An
   * engine that starts takes up at once what an engine of its name had left.
   */
  Optional<String> engine();
}
