package org.diptych.fhir.notification;

import java.util.List;

/** The status that a notification begins with, in whichever form; what is absent is empty. */
interface SubscriptionStatus {
  /** One event as written. */
  record Event(String number, String timestamp, String focus) {}

  /** The reference to the Subscription. */
  String subscription();

  /** A simple value by its name in R4. */
  String value(String name);

  List<Event> events();
}
