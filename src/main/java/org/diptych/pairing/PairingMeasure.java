package org.diptych.pairing;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptInstance;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;

/** How long it takes to keep a report and to pair it with its study, which has settled before. */
public final class PairingMeasure {
  private static final String ROOT = "1.2.840.2.";

  private final Journal journal;
  private final PairingDesk desk;
  private final StudySettling settling;
  private final Clock clock;
  private long number;

  /**
   * @param clock of the engine; studies are settled by one that is ahead of it
   */
  public PairingMeasure(Journal journal, PairingConfig config, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.desk = new PairingDesk(journal, config, clock);
    this.settling = new StudySettling(journal, config, Clock.offset(clock, Duration.ofHours(1)));
  }

  /**
   * Pairs so many reports, a third each by study instance UID, by accession number, and by patient,
   * procedure and time.
   *
   * @return how long each took, in nanoseconds, in rising order
   */
  public long[] pair(int reports) {
    long[] took = new long[reports];
    for (int i = 0; i < reports; i++) {
      number++;
      study();
      took[i] = report();
    }
    Arrays.sort(took);
    return took;
  }

  private void study() {
    Uid uid = uid();
    SopInstance image =
        new SopInstance(
            new Uid(uid.value() + ".1.1"),
            new Uid("1.2.840.10008.5.1.4.1.1.1"),
            new Uid("1.2.840.10008.1.2.1"),
            new Uid(uid.value() + ".1"),
            uid,
            "CR",
            "CHEST",
            null,
            1,
            null,
            2048,
            2048);
    ImagingStudy study =
        new ImagingStudy(
            uid, accession(), patient(), "CR", "CHEST", now(), "XR CHEST", Priority.ROUTINE);
    KeptInstance kept =
        new KeptInstance(
            image, "a".repeat(64), "b".repeat(64), 8_388_608, "MODALITY", clock.instant());
    journal.transact(open -> open.studies().keep(kept, study));
    settling.settle(entry(EntryKind.STUDY_DUE, uid.value() + "#1"));
    desk.offerStudy(entry(EntryKind.STUDY_SETTLED, uid.value() + "#1"));
  }

  private long report() {
    boolean named = number % 3 == 0;
    boolean ordered = number % 3 == 1;
    String controlId = "M" + number;
    RadiologyReport report =
        new RadiologyReport(
            new ReportKey("NOW|F" + number),
            ReportStatus.FINAL,
            "The heart is of normal size. The lungs are clear.",
            named ? uid() : null,
            ordered ? accession() : null,
            patient(),
            null,
            null,
            new CodedText("36643-5", "LN", "XR Chest 2 Views"),
            now(),
            Priority.ROUTINE,
            controlId);
    long begin = System.nanoTime();
    long id =
        journal
            .transactTogether(open -> open.reports().keep(report, "NOW|NOW", "c".repeat(64)))
            .entryId();
    Entry arrived = journal.transact(open -> open.entries().find(id)).orElseThrow();
    PairingOutcome outcome = desk.offerReport(arrived);
    long took = System.nanoTime() - begin;
    if (!(outcome instanceof PairingOutcome.Paired)) {
      throw new IllegalStateException("the report was not paired: " + outcome);
    }
    return took;
  }

  private Entry entry(EntryKind kind, String key) {
    return journal.transact(open -> open.entries().find(kind, key)).orElseThrow();
  }

  private Uid uid() {
    return new Uid(ROOT + number);
  }

  private AccessionNumber accession() {
    return new AccessionNumber("N" + number, null);
  }

  private PatientIdentity patient() {
    return new PatientIdentity(
        new PatientId("N" + number, "NOW"), "NOW^PATIENT", LocalDate.of(1970, 1, 1), "F");
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
