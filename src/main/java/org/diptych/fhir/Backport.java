package org.diptych.fhir;

/** Canonical URLs of the Subscriptions R5 Backport guide, version 1.1. */
public final class Backport {
  /** Profile of a Subscription by topic. */
  public static final String SUBSCRIPTION = structure("backport-subscription");

  /** Profile of the Bundle that tells of events. */
  public static final String NOTIFICATION = structure("backport-subscription-notification-r4");

  /** Profile of the Parameters that a notification begins with. */
  public static final String STATUS = structure("backport-subscription-status-r4");

  /** Extension of {@code criteria}: which of the topic's resources. */
  public static final String FILTER = structure("backport-filter-criteria");

  /** Extension of {@code channel.payload}: empty, id-only or full-resource. */
  public static final String CONTENT = structure("backport-payload-content");

  /** Extension of {@code channel}: seconds between heartbeats. */
  public static final String HEARTBEAT = structure("backport-heartbeat-period");

  /** Extension of {@code channel}: seconds that the endpoint has to answer. */
  public static final String TIMEOUT = structure("backport-timeout");

  /** Extension of {@code channel}: most events of a notification. */
  public static final String MAX_COUNT = structure("backport-max-count");

  /** Extension of the CapabilityStatement: a topic that is served. */
  public static final String SERVED_TOPIC =
      structure("capabilitystatement-subscriptiontopic-canonical");

  private static final String GUIDE = "http://hl7.org/fhir/uv/subscriptions-backport/";

  private Backport() {}

  /** Definition of an operation on Subscription, {@code status} or {@code events}. */
  public static String operation(String name) {
    return GUIDE + "OperationDefinition/backport-subscription-" + name;
  }

  private static String structure(String name) {
    return GUIDE + "StructureDefinition/" + name;
  }
}
