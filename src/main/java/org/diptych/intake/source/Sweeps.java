package org.diptych.intake.source;

import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.Swept;
import org.diptych.journal.Transaction;

/** Asks for a look at what changed; it is owed until one that began later has ended. */
final class Sweeps {
  private Sweeps() {}

  static void want(Transaction open, KeptSubscription kept) {
    Swept swept = kept.swept();
    open.subscriptions()
        .save(kept.name(), new Swept(swept.wanted() + 1, swept.done(), swept.at(), swept.to()));
  }
}
