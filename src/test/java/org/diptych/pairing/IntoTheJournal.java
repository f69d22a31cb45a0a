package org.diptych.pairing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptInstance;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.Order;
import org.diptych.study.PatientChange;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;

/** Writes what happens straight into the registers, also what no message can say. */
final class IntoTheJournal implements Arrivals {
  private final Journal journal;
  private final Clock clock;

  IntoTheJournal(Journal journal, Path data, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void images(InstanceBuilder instance) {
    KeptInstance kept =
        new KeptInstance(
            instance.build(), "a".repeat(64), "d".repeat(64), 100, "MODALITY", clock.instant());
    journal.transact(
        open ->
            open.studies().instance(kept.instance().uid()).isPresent()
                ? Optional.empty()
                : Optional.of(open.studies().keep(kept, instance.study())));
  }

  @Override
  public ReportKey report(RadiologyReport report) {
    journal.transact(open -> open.reports().keep(report, "RIS", "b".repeat(64)));
    return report.key();
  }

  @Override
  public void order(Order order) {
    journal.transact(open -> open.orders().keep(order, "RIS", "c".repeat(64)));
  }

  @Override
  public void patient(PatientChange change) {
    journal.transact(open -> open.patients().keep(change, "ADT", "e".repeat(64)));
  }

  @Override
  public void stepBegan(String step, String study) {
    announce(new StudyAnnouncement(new Uid(study), Source.MPPS, null, false), step);
  }

  @Override
  public void stepEnded(String step, Integer instances) {
    Uid study =
        journal.transact(open -> open.announcements().ofOrigin(Source.MPPS, step)).get(0).study();
    announce(new StudyAnnouncement(study, Source.MPPS, instances, true), step);
  }

  @Override
  public void available(String notice, String study, int instances) {
    announce(
        new StudyAnnouncement(new Uid(study), Source.INSTANCE_AVAILABILITY, instances, true),
        notice);
  }

  private void announce(StudyAnnouncement said, String origin) {
    journal.transact(open -> open.announcements().keep(said, origin));
  }

  @Override
  public void close() {}
}
