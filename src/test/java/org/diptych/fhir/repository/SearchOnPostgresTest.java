package org.diptych.fhir.repository;

import javax.sql.DataSource;

class SearchOnPostgresTest extends SearchContract {
  @Override
  DataSource database() throws Exception {
    return Databases.postgres();
  }
}
