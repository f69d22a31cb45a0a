package org.diptych.fhir.repository;

import javax.sql.DataSource;

class IncludeOnH2Test extends IncludeContract {
  @Override
  DataSource database() {
    return Databases.h2();
  }
}
