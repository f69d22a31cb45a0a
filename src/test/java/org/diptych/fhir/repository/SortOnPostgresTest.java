package org.diptych.fhir.repository;

import javax.sql.DataSource;

class SortOnPostgresTest extends SortContract {
  @Override
  DataSource database() throws Exception {
    return Databases.postgres();
  }
}
