package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the repository acknowledges is on the disk: a commit of H2 alone has only been written. */
class DurableWriteTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void the_embedded_database_syncs_after_each_commit_of_a_write(@TempDir Path directory) {
    Database database = new Database(watched(Databases.h2(directory.resolve("r"))));
    database.write(this::insert);
    assertThat(done).containsExactly("create table t (n int)", "commit", "checkpoint sync");
  }

  @Test
  void postgresql_syncs_by_itself() throws Exception {
    new Database(watched(Databases.postgres())).write(this::insert);
    assertThat(done).containsExactly("create table t (n int)", "commit");
  }

  private Boolean insert(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("create table t (n int)");
    }
  }

  private DataSource watched(DataSource source) {
    return watched(DataSource.class, source);
  }

  /** Notes commits and statements, and watches what it hands out. */
  private <T> T watched(Class<T> type, T real) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              note(method, arguments);
              Object result = invoke(real, method, arguments);
              return switch (method.getName()) {
                case "getConnection" ->
                    result instanceof Connection it && type == DataSource.class
                        ? watched(Connection.class, it)
                        : result;
                case "createStatement" -> watched(Statement.class, (Statement) result);
                default -> result;
              };
            });
    return type.cast(proxy);
  }

  private void note(Method method, Object[] arguments) {
    if (method.getName().equals("commit")) {
      done.add("commit");
    } else if (method.getName().equals("execute")) {
      done.add((String) arguments[0]);
    }
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
