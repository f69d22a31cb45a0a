package org.diptych.fhir.repository;

import javax.sql.DataSource;

class InteractionsOnPostgresTest extends InteractionsContract {
  @Override
  DataSource database() throws Exception {
    return Databases.postgres();
  }
}
