package org.diptych.fhir.repository.subscription;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Subscription asks for, read and found servable.
 *
 * @param filters search parameters on the type of the topic, {@code patient=Patient/1}; all apply
 * @param heartbeat how often to say that nothing happened, or null for never
 * @param timeout how long the subscriber may take to answer
 * @param mostEvents of one notification
 * @param end when it ends, milliseconds since 1970, or null for never
 */
public record Asked(
    ServedTopic topic,
    List<String> filters,
    URI endpoint,
    Content content,
    @Nullable Duration heartbeat,
    Duration timeout,
    int mostEvents,
    @Nullable Long end) {
  public Asked {
    filters = List.copyOf(filters);
  }

  /** How much a notification holds (backport-payload-content). */
  public enum Content {
    EMPTY,
    ID_ONLY,
    FULL_RESOURCE
  }
}
