package org.diptych.pairing;

import static org.diptych.study.InstanceBuilder.anInstance;

import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;

/** A department where it is asked when a study settled, and by which evidence. */
abstract class SettlingScenario extends DepartmentScenario {
  int settlings() {
    return given.all(EntryKind.STUDY_SETTLED).size();
  }

  String reason() {
    Entry settled = given.all(EntryKind.STUDY_SETTLED).get(settlings() - 1);
    return settled.get("reason");
  }

  /** Images are kept, and the engine works on what is due now; no time passes. */
  void images(int from, int to) {
    for (int i = from; i <= to; i++) {
      given.images(anInstance("1.2.3." + i));
    }
  }
}
