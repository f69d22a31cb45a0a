package org.diptych.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.CaseId;

/** Reading entries. */
public final class Entries {
  public Optional<Entry> find(long id) {
    throw new UnsupportedOperationException();
  }

  public Optional<Entry> find(EntryKind kind, String key) {
    throw new UnsupportedOperationException();
  }

  /** Every entry of a case, of its study's instances and of its report, oldest first. */
  public List<Entry> ofCase(CaseId id) {
    throw new UnsupportedOperationException();
  }

  /** How many entries there are of each kind, by wire name. */
  public Map<String, Long> counts() {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the entry's work due again; false when the kind makes no work or there is no such entry.
   */
  public boolean replay(long id) {
    throw new UnsupportedOperationException();
  }
}
