package org.diptych.journal;

/** What one transaction does. It may run again after a conflict, so it has no other effect. */
@FunctionalInterface
public interface Work<T> {
  T in(Transaction transaction);
}
