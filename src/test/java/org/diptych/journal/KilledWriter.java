package org.diptych.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A process that appends and prints each receipt until it is killed; run by KilledJournalTest. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] arguments) {
    int writers = Integer.parseInt(arguments[1]);
    Journal journal =
        new Journal(JournalDatabase.embedded(Path.of(arguments[0])), Clock.systemUTC());
    for (int i = 0; i < writers; i++) {
      String name = "w" + i + "-";
      new Thread(() -> append(journal, name)).start();
    }
  }

  private static void append(Journal journal, String name) {
    for (int n = 0; ; n++) {
      String key = name + n;
      Work<Receipt> work =
          open -> open.append(EntryDraft.of(EntryKind.CASE_READY, key, Map.of("n", key)));
      Receipt receipt = n % 2 == 0 ? journal.transactTogether(work) : journal.transact(work);
      System.out.println("receipt " + receipt.entryId() + " " + key);
    }
  }
}
