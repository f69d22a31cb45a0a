package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Conditional writes look an identifier up; they never read the whole table. */
class IndexTest {
  private static final String LOOK_UP =
      "explain select v.change_number from fhir_version v where v.resource_type = 'Patient'"
          + " and v.change_number <= 999999 and v.superseded > 999999 and v.change_number in"
          + " (select s.change_number from fhir_search_value s where s.resource_type = 'Patient'"
          + " and s.parameter = 'identifier' and (s.token = 't17' and s.coding_system = 'urn:t'))"
          + " and v.change_number < 999999 order by v.change_number desc limit 2";

  @Test
  void h2_finds_an_identifier_by_index() throws Exception {
    assertThat(plan(Databases.h2(), "select x from system_range(1, 20000)"))
        .containsIgnoringCase("FHIR_SEARCH_VALUE_TOKEN")
        .doesNotContainIgnoringCase("FHIR_SEARCH_VALUE.tableScan")
        .doesNotContainIgnoringCase("FHIR_VERSION.tableScan");
  }

  @Test
  void postgres_finds_an_identifier_by_index() throws Exception {
    assertThat(plan(Databases.postgres(), "select x from generate_series(1, 20000) as g(x)"))
        .contains("fhir_search_value_token")
        .doesNotContain("Seq Scan");
  }

  private static String plan(DataSource source, String numbers) throws SQLException {
    Flyway.configure().dataSource(source).load().migrate();
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into fhir_version (change_number, resource_type, resource_id, version,"
              + " superseded, last_updated, content) select x, 'Patient', 'p' || x, 1,"
              + " 9223372036854775807, x, '{}' from ("
              + numbers
              + ") as n");
      statement.execute(
          "insert into fhir_search_value (change_number, resource_type, parameter,"
              + " coding_system, token) select x, 'Patient', 'identifier', 'urn:t', 't' || x from ("
              + numbers
              + ") as n");
      statement.execute("analyze");
      StringBuilder plan = new StringBuilder();
      try (var rows = statement.executeQuery(LOOK_UP)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }
}
