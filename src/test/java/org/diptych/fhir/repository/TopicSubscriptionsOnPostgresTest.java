package org.diptych.fhir.repository;

import javax.sql.DataSource;

class TopicSubscriptionsOnPostgresTest extends TopicSubscriptionsContract {
  @Override
  DataSource database() throws Exception {
    return Databases.postgres();
  }
}
