package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.diptych.fhir.FhirR4;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

class TopicEventsTest {
  private final TopicEvents events =
      new TopicEvents(new ResourceText(FhirR4.strict()), RepositoryServer.config(1000));

  private final Connection unused =
      (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                throw new IllegalStateException("the database was asked");
              });

  private void written(Resource resource) throws Exception {
    events.written(unused, new Version(resource.fhirType(), "1", 1, 1, 1, "{}"), resource);
  }

  @Test
  void the_database_is_asked_for_subscribers_only_where_the_type_has_a_topic() {
    assertThatCode(() -> written(new Observation())).doesNotThrowAnyException();
    assertThatThrownBy(() -> written(new Patient())).isInstanceOf(IllegalStateException.class);
  }
}
