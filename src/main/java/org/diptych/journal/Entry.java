package org.diptych.journal;

import java.time.Instant;
import java.util.Map;
import org.diptych.study.CaseId;
import org.jspecify.annotations.Nullable;

/** One durable fact. Entries are never changed and never removed while their case is kept. */
public record Entry(
    long id,
    EntryKind kind,
    String key,
    @Nullable CaseId caseId,
    @Nullable String destination,
    Map<String, String> payload,
    Instant recordedAt) {
  /** The payload value of a name; its absence is a fault of the writer. */
  public String get(String name) {
    String value = payload.get(name);
    if (value == null) {
      throw new IllegalStateException(kind.wireName() + " entry " + id + " has no " + name);
    }
    return value;
  }

  /** The case the entry belongs to; its absence is a fault of the writer. */
  public CaseId requireCase() {
    if (caseId == null) {
      throw new IllegalStateException(kind.wireName() + " entry " + id + " has no case");
    }
    return caseId;
  }

  /** Our own keys only. */
  @Override
  public String toString() {
    return "Entry[" + id + " " + kind.wireName() + "]";
  }
}
