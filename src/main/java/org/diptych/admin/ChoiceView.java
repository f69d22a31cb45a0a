package org.diptych.admin;

import java.time.Instant;
import org.diptych.journal.KeptChoice;

/**
 * A person's choice that is in force.
 *
 * @param entry that states it
 */
record ChoiceView(long entry, String by, Instant at) {
  static ChoiceView of(KeptChoice kept) {
    return new ChoiceView(kept.entry(), kept.by(), kept.at());
  }
}
