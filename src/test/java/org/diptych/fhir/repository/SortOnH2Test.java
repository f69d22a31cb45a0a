package org.diptych.fhir.repository;

import javax.sql.DataSource;

class SortOnH2Test extends SortContract {
  @Override
  DataSource database() {
    return Databases.h2();
  }
}
