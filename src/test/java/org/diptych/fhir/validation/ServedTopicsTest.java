package org.diptych.fhir.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.diptych.fhir.repository.subscription.ServedTopic;
import org.junit.jupiter.api.Test;

/** The guide publishes the topics that the embedded repository serves, and no other. */
class ServedTopicsTest {
  @Test
  void every_topic_that_is_served_is_published_and_the_other_way_round() {
    assertThat(Topics.all())
        .extracting(topic -> topic.getExtensionByUrl(Topics.R5 + "url").getValue().primitiveValue())
        .containsExactlyInAnyOrderElementsOf(
            ServedTopic.ALL.stream().map(ServedTopic::canonical).toList());
  }
}
