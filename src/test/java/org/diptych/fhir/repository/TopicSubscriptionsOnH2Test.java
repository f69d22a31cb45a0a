package org.diptych.fhir.repository;

import javax.sql.DataSource;

class TopicSubscriptionsOnH2Test extends TopicSubscriptionsContract {
  @Override
  DataSource database() {
    return Databases.h2();
  }
}
