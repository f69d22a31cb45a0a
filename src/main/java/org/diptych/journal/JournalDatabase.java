package org.diptych.journal;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The one relational database: a pool of connections to a migrated schema. */
public final class JournalDatabase implements AutoCloseable {
  private static final int LOCK_WAIT_MILLIS = 10_000;

  private final AgroalDataSource pool;
  private final boolean embedded;
  private final String engine;
  private final EngineClaim claim;

  private JournalDatabase(AgroalDataSource pool, boolean embedded, String engine)
      throws SQLException {
    this.pool = pool;
    this.embedded = embedded;
    this.engine = engine;
    Flyway.configure(JournalDatabase.class.getClassLoader())
        .dataSource(pool)
        .locations("classpath:db/migration")
        .load()
        .migrate();
    this.claim = EngineClaim.of(pool, embedded, engine);
  }

  /** Opens the embedded database under the data directory, durable on commit. */
  public static JournalDatabase embedded(Path data) {
    return embedded(data, 24);
  }

  static JournalDatabase embedded(Path data, int size) {
    Path file = data.toAbsolutePath().normalize().resolve("journal").resolve("diptych");
    // "async" files survive the interruption of a thread that uses them; others are closed by it,
    // and the database with them.
    return open("jdbc:h2:async:" + file, "sa", null, size, "embedded");
  }

  /** Opens the database of a JDBC URL and brings its schema up to date. */
  public static JournalDatabase open(
      String url, @Nullable String username, @Nullable String password, int size, String engine) {
    boolean h2 = url.startsWith("jdbc:h2:");
    AgroalDataSourceConfigurationSupplier settings = new AgroalDataSourceConfigurationSupplier();
    settings
        .connectionPoolConfiguration()
        .minSize(1)
        .initialSize(1)
        .maxSize(size)
        .acquisitionTimeout(Duration.ofSeconds(10))
        .validationTimeout(Duration.ofMinutes(1))
        // A database that restarted must not cost a sender a refusal per stale connection.
        .validateOnBorrow(!h2)
        .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(5))
        .connectionFactoryConfiguration()
        .jdbcUrl(h2 ? embeddedUrl(url) : postgresUrl(url))
        .connectionProviderClass(driver(h2))
        .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED);
    if (username != null) {
      settings
          .connectionPoolConfiguration()
          .connectionFactoryConfiguration()
          .principal(new NamePrincipal(username));
    }
    if (password != null) {
      settings
          .connectionPoolConfiguration()
          .connectionFactoryConfiguration()
          .credential(new SimplePassword(password));
    }
    try {
      AgroalDataSource pool = AgroalDataSource.from(settings);
      try {
        return new JournalDatabase(pool, h2, engine);
      } catch (SQLException | RuntimeException e) {
        pool.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new JournalUnavailable("the database cannot be opened", Redacted.of(e));
    }
  }

  /** Connections for whoever keeps tables of their own in the same database. */
  public DataSource dataSource() {
    return pool;
  }

  /** Whether the database lives in this process. */
  boolean isEmbedded() {
    return embedded;
  }

  /** Name of this engine among those that share the database. */
  String engine() {
    return engine;
  }

  /** How db-scheduler speaks to this database. */
  JdbcCustomization dialect() {
    return embedded
        ? new DefaultJdbcCustomization(false)
        : new PostgreSqlJdbcCustomization(true, false);
  }

  /**
   * Commits so that it survives a loss of power. PostgreSQL syncs its log by itself; the embedded
   * database has only written the commit, which survives a killed process, until it is asked to
   * sync.
   */
  void commit(Connection connection, boolean wrote) throws SQLException {
    connection.commit();
    if (embedded && wrote) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
    }
  }

  @Override
  public void close() {
    claim.close();
    if (embedded) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("shutdown");
      } catch (SQLException e) {
        // Closed already; what was committed is on the disk either way.
      }
    }
    pool.close();
  }

  /**
   * A commit is written before it returns (WRITE_DELAY=0), and the shutdown hook of the driver does
   * not close the database under work that is still ending.
   */
  private static String embeddedUrl(String url) {
    return url
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=64;LOCK_TIMEOUT="
        + LOCK_WAIT_MILLIS;
  }

  /** Error details would repeat values of the rows, and rows hold patient data. */
  private static String postgresUrl(String url) {
    return url
        + (url.contains("?") ? "&" : "?")
        + "logServerErrorDetail=false&ApplicationName=diptych&tcpKeepAlive=true"
        + "&options=-c%20lock_timeout="
        + LOCK_WAIT_MILLIS;
  }

  private static Class<? extends Driver> driver(boolean h2) {
    return h2 ? org.h2.Driver.class : org.postgresql.Driver.class;
  }
}
