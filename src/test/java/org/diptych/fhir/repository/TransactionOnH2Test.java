package org.diptych.fhir.repository;

import javax.sql.DataSource;

class TransactionOnH2Test extends TransactionContract {
  @Override
  DataSource database() {
    return Databases.h2();
  }
}
