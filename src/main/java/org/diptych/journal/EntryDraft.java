package org.diptych.journal;

import java.time.Instant;
import java.util.Map;
import org.diptych.study.CaseId;
import org.diptych.study.Priority;
import org.jspecify.annotations.Nullable;

/**
 * An entry to append.
 *
 * @param key makes the append idempotent: one entry per kind and key, ever
 * @param destination narrows who works on it ({@code fhir}, {@code pacs}, {@code ris}), or null
 * @param payload references and counts; texts and objects live in registers and the object store
 * @param due when work on it may begin, or null for at once
 */
public record EntryDraft(
    EntryKind kind,
    String key,
    @Nullable CaseId caseId,
    @Nullable String destination,
    Map<String, String> payload,
    Priority priority,
    @Nullable Instant due) {
  public EntryDraft {
    payload = Map.copyOf(payload);
  }

  /** A routine entry without case, destination or delay. */
  public static EntryDraft of(EntryKind kind, String key, Map<String, String> payload) {
    return new EntryDraft(kind, key, null, null, payload, Priority.ROUTINE, null);
  }

  public EntryDraft forCase(CaseId id) {
    return new EntryDraft(kind, key, id, destination, payload, priority, due);
  }

  public EntryDraft to(String place) {
    return new EntryDraft(kind, key, caseId, place, payload, priority, due);
  }

  public EntryDraft with(Priority urgency) {
    return new EntryDraft(kind, key, caseId, destination, payload, urgency, due);
  }

  public EntryDraft dueAt(Instant instant) {
    return new EntryDraft(kind, key, caseId, destination, payload, priority, instant);
  }
}
