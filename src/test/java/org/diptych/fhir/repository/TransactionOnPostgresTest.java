package org.diptych.fhir.repository;

import javax.sql.DataSource;

class TransactionOnPostgresTest extends TransactionContract {
  @Override
  DataSource database() throws Exception {
    return Databases.postgres();
  }
}
