package org.diptych.fhir.notification;

import org.jspecify.annotations.Nullable;

/**
 * One event of a subscription.
 *
 * @param number its place among the events of the subscription, from 1 without gaps
 * @param timestamp when it happened, as the server wrote it
 * @param focus reference to the resource it is about; null with an empty payload
 */
public record NotificationEvent(long number, @Nullable String timestamp, @Nullable String focus) {}
