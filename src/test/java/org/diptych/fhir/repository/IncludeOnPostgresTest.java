package org.diptych.fhir.repository;

import javax.sql.DataSource;

class IncludeOnPostgresTest extends IncludeContract {
  @Override
  DataSource database() throws Exception {
    return Databases.postgres();
  }
}
