package org.diptych.delivery;

/** Whether results go as one transaction. */
public enum TransactionUse {
  /** As long as the server does not say that it has none. */
  AUTO,
  /** Whatever the server says. */
  ALWAYS,
  /** Resource by resource. */
  NEVER
}
