package org.diptych.fhir.repository;

import javax.sql.DataSource;

class InteractionsOnH2Test extends InteractionsContract {
  @Override
  DataSource database() {
    return Databases.h2();
  }
}
