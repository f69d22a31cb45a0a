package org.diptych.journal;

import java.time.Instant;

/**
 * Proof that an entry is durable.
 *
 * @param fresh false when an entry of the same kind and key was there already
 */
public record Receipt(long entryId, EntryKind kind, boolean fresh, Instant recordedAt) {
  /** What was there already. */
  static Receipt again(Entry entry) {
    return new Receipt(entry.id(), entry.kind(), false, entry.recordedAt());
  }
}
