package org.diptych.study;

/** How far an imaging order has come; one that is further never goes back. */
public enum OrderState {
  REQUESTED,
  SCHEDULED,
  IN_PROGRESS,
  COMPLETED,
  CANCELLED
}
