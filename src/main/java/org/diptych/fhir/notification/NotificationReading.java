package org.diptych.fhir.notification;

/** What came of reading a body as a notification. */
public sealed interface NotificationReading {
  /** A notification. */
  record Read(Notification notification) implements NotificationReading {}

  /**
   * No notification.
   *
   * @param reason for the sender; holds nothing of the body
   */
  record Refused(String reason) implements NotificationReading {}
}
