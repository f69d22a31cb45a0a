package org.diptych.fhir.source;

/** How a server tells what changed. */
public enum SubscriptionWay {
  /** A topic-based subscription, Subscriptions R5 Backport 1.1 for R4. */
  TOPIC,
  /** A subscription by search criteria, as R4 has it; it says that, not what. */
  CRITERIA,
  /** It does not; it is asked by {@code _lastUpdated}. */
  POLLING
}
