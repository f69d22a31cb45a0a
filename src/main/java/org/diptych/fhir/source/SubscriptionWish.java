package org.diptych.fhir.source;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What we want to be told by a server.
 *
 * @param type resource type
 * @param topic canonical of the topic, where the server has topics
 * @param criteria search parameters that select among the resources of the type, {@code
 *     category=RAD}
 * @param endpoint where the server posts
 * @param secret value of the Authorization header it must send
 * @param heartbeat how often it says that nothing happened
 */
public record SubscriptionWish(
    String type,
    String topic,
    List<String> criteria,
    URI endpoint,
    String secret,
    Duration heartbeat) {
  public SubscriptionWish {
    criteria = List.copyOf(criteria);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SubscriptionWish[" + type + "]";
  }
}
