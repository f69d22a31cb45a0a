package org.diptych.fhir.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.diptych.fhir.FhirR4;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** What of R5 would not be R4. */
class R5ResourcesTest {
  private static <R extends Resource> R read(Class<R> type, String json) throws Exception {
    ObjectNode r5 = (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
    return FhirR4.lenient().newJsonParser().parseResource(type, R5Resources.toR4(r5).toString());
  }

  @Test
  void a_comparator_that_r4_does_not_have_is_left_out() throws Exception {
    Observation read =
        read(
            Observation.class,
            """
            {'resourceType':'Observation','valueQuantity':{'value':5,'comparator':'ad'},
             'component':[{'valueQuantity':{'value':6,'comparator':'ad'}},
               {'valueQuantity':{'value':7,'comparator':'<'}}]}
            """);

    assertThat(read.getValueQuantity().getValue()).isEqualByComparingTo("5");
    assertThat(read.getValueQuantity().hasComparator()).isFalse();
    assertThat(read.getComponent())
        .extracting(each -> each.getValueQuantity().hasComparator())
        .isEqualTo(List.of(false, true));
  }

  @Test
  void what_a_server_says_of_a_search_is_read() throws Exception {
    Bundle read =
        read(
            Bundle.class,
            """
            {'resourceType':'Bundle','type':'searchset','entry':[{'resource':
             {'resourceType':'OperationOutcome','issue':[
              {'severity':'success','code':'success'},
              {'severity':'warning','code':'limited-filter'}]}}]}
            """);

    OperationOutcome outcome = (OperationOutcome) read.getEntryFirstRep().getResource();
    assertThat(outcome.getIssue())
        .extracting(each -> each.getSeverity().toCode() + " " + each.getCode().toCode())
        .containsExactly("information informational", "warning incomplete");
  }

  @Test
  void what_is_contained_and_is_not_read_is_left_out() throws Exception {
    Observation read =
        read(
            Observation.class,
            """
            {'resourceType':'Observation','contained':[
             {'resourceType':'Transport','id':'t'},{'resourceType':'Patient','id':'p'}]}
            """);

    assertThat(read.getContained()).extracting(Resource::fhirType).containsExactly("Patient");
  }
}
