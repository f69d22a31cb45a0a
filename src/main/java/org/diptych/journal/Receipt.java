package org.diptych.journal;

import java.time.Instant;

/**
 * Proof that an entry is durable.
 *
 * @param fresh false when an entry of the same kind and key was there already
 */
public record Receipt(long entryId, EntryKind kind, boolean fresh, Instant recordedAt) {}
