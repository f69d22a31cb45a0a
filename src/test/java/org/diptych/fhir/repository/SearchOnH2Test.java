package org.diptych.fhir.repository;

import javax.sql.DataSource;

class SearchOnH2Test extends SearchContract {
  @Override
  DataSource database() {
    return Databases.h2();
  }
}
