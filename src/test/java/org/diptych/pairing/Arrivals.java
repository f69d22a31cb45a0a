package org.diptych.pairing;

import java.nio.file.Path;
import java.time.Clock;
import org.diptych.journal.Journal;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.Order;
import org.diptych.study.PatientChange;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;

/** How what happens in a department comes into the engine's journal; each call ends once it is. */
interface Arrivals extends AutoCloseable {
  /** Opens one way into a journal. */
  interface Way {
    Arrivals open(Journal journal, Path data, Clock clock);
  }

  void images(InstanceBuilder instance);

  /** Keeps the report and says what the engine knows it by. */
  ReportKey report(RadiologyReport report);

  void order(Order order);

  void patient(PatientChange change);

  /** A procedure step begins to make the study. */
  void stepBegan(String step, String study);

  /** A procedure step is completed, with so many instances, or null when it does not say. */
  void stepEnded(String step, Integer instances);

  /** An archive notifies that so many instances of the study are available. */
  void available(String notice, String study, int instances);

  @Override
  void close();
}
