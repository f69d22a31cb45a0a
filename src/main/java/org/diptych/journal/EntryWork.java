package org.diptych.journal;

/** What is done with an entry; returning normally ends its work, throwing means: again, later. */
@FunctionalInterface
public interface EntryWork {
  void on(Entry entry) throws Exception;
}
