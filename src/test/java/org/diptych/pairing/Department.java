package org.diptych.pairing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.CaseQuery;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.Transaction;
import org.diptych.study.Candidate;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.MovingClock;
import org.diptych.study.OrderBuilder;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportKey;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.Uid;

/**
 * A department with one engine: what happens arrives over sockets and is kept in a real journal,
 * and every entry is worked on in turn, as the routes would, up to the FHIR resources that stand at
 * the end.
 */
final class Department implements AutoCloseable {
  /** Identity columns leave gaps when a transaction rolls back and when the database reopens. */
  private static final int LONGEST_GAP = 100;

  private final Path data;
  private final Arrivals.Way way;
  private final Map<String, ReportKey> keys = new HashMap<>();
  final MovingClock clock = MovingClock.at("2026-03-01T09:00:00Z");
  private final PairingScenario.Config config = new PairingScenario.Config();
  private final Deque<Entry> settling = new ArrayDeque<>();
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final List<Runnable> wishes = new ArrayList<>();
  private JournalDatabase database;
  Journal journal;
  PairingDesk desk;
  private Arrivals arrivals;
  private StudySettling watch;
  private ReadingRoom readings;
  private long done;
  private int messages;
  private int untilStop = Integer.MAX_VALUE;
  private boolean reads = true;

  Department(Path data) {
    this(data, OverSockets::new);
  }

  Department(Path data, Arrivals.Way way) {
    this.data = data;
    this.way = way;
    open();
  }

  private void open() {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, clock);
    arrivals = way.open(journal, data, clock);
    desk = new PairingDesk(journal, config, clock);
    watch = new StudySettling(journal, config, clock);
    readings = new ReadingRoom(journal, data, clock);
  }

  @Override
  public void close() {
    arrivals.close();
    database.close();
  }

  /** The engine stops and starts, and everything it ever did is asked of it again. */
  void restart() {
    close();
    open();
    settling.clear();
    waiting.clear();
    done = 0;
    work();
  }

  /** The engine will stop before it works on one more entry after so many, and start again. */
  Department stopsAfter(int entries) {
    untilStop = entries;
    return this;
  }

  /** Cases that are ready are left to others. */
  Department withoutReading() {
    reads = false;
    return this;
  }

  /** What was left to others is read after all. */
  Department withReadingAgain() {
    reads = true;
    restart();
    return this;
  }

  /** How many entries there are. */
  int entries() {
    return (int) done;
  }

  // What happens

  Department images(InstanceBuilder instance) {
    arrivals.images(instance);
    work();
    look();
    return this;
  }

  /** The images, and then silence until their study settles. */
  Department study(InstanceBuilder instance) {
    return images(instance).silence();
  }

  /** Nothing more arrives, and every study settles. */
  Department silence() {
    clock.advance(Duration.ofSeconds(6));
    look();
    return this;
  }

  void look() {
    for (int left = settling.size(); left > 0; left--) {
      watch.settle(settling.remove());
    }
    work();
  }

  Department report(ReportBuilder report) {
    return report(report, "M" + ++messages);
  }

  Department report(ReportBuilder report, String controlId) {
    RadiologyReport sent = report.withControlId(controlId).build();
    keys.put(sent.key().value(), arrivals.report(sent));
    work();
    return this;
  }

  Department order(OrderBuilder order) {
    arrivals.order(order.build("O" + ++messages));
    work();
    return this;
  }

  Department stepBegins(String step, String study) {
    arrivals.stepBegan(step, study);
    work();
    return this;
  }

  Department stepEnds(String step, Integer instances) {
    arrivals.stepEnded(step, instances);
    work();
    return this;
  }

  Department available(String notice, String study, int instances) {
    arrivals.available(notice, study, instances);
    work();
    return this;
  }

  /** What comes over HTTP, which nothing here listens to, is kept as its intake would. */
  Department announcedOverHttp(StudyAnnouncement said, String origin) {
    journal.transact(open -> open.announcements().keep(said, origin));
    work();
    return this;
  }

  /** What was kept under the prior identifier is the patient's, or no longer. */
  Department patient(PatientChange.Kind kind, String id, String prior) {
    return patient(kind, id, prior, "P" + ++messages);
  }

  Department patient(PatientChange.Kind kind, String id, String prior, String controlId) {
    return patient(kind, id, prior, controlId, null);
  }

  /** At the time of the first of March, as the message says. */
  Department patient(
      PatientChange.Kind kind, String id, String prior, String controlId, String time) {
    PatientChange change =
        new PatientChange(
            kind,
            ReportBuilder.patient(id, "HOSPITAL"),
            prior == null ? null : new PatientId(prior, "HOSPITAL"),
            controlId,
            time == null ? null : LocalDateTime.parse("2026-03-01T" + time));
    arrivals.patient(change);
    work();
    return this;
  }

  /** A person has made up her mind, and says so whenever she is asked. */
  Department wants(CaseId id, String candidate) {
    wishes.add(
        () -> {
          if (find(id).filter(it -> it.state() == CaseState.SET_ASIDE).isPresent()) {
            choose(id, candidate);
          }
        });
    return ask();
  }

  /** The person looks at what was set aside. */
  Department ask() {
    wishes.forEach(Runnable::run);
    return this;
  }

  DecisionOutcome choose(CaseId id, String candidate) {
    DecisionOutcome outcome = desk.choose(id, candidate, "anna");
    work();
    return outcome;
  }

  DecisionOutcome takeBack(CaseId id) {
    DecisionOutcome outcome = desk.takeBack(id, "anna");
    work();
    return outcome;
  }

  DecisionOutcome abandon(CaseId id) {
    DecisionOutcome outcome = desk.abandon(id, "anna");
    work();
    return outcome;
  }

  /** Time passes, and whatever waited too long is noticed. */
  Department pass(Duration time) {
    clock.advance(time);
    for (int left = waiting.size(); left > 0; left--) {
      desk.overdue(waiting.remove());
    }
    work();
    return this;
  }

  // What the engine does

  private void work() {
    for (List<Entry> next = next(); !next.isEmpty(); next = next()) {
      for (Entry entry : next) {
        if (untilStop-- == 0) {
          restart();
          return;
        }
        done = entry.id();
        work(entry);
      }
    }
  }

  private List<Entry> next() {
    return journal.transact(
        open -> {
          List<Entry> found = new ArrayList<>();
          for (long id = done + 1; id <= done + LONGEST_GAP; id++) {
            open.entries().find(id).ifPresent(found::add);
          }
          return found;
        });
  }

  private void work(Entry entry) {
    switch (entry.kind()) {
      case STUDY_DUE -> settling.add(entry);
      case STUDY_ANNOUNCED -> watch.settle(entry);
      case CASE_DUE -> waiting.add(entry);
      case STUDY_SETTLED -> desk.offerStudy(entry);
      case REPORT_KEPT -> desk.offerReport(entry);
      case ORDER_KEPT -> desk.offerOrder(entry);
      case PATIENT_CHANGED -> desk.offerPatient(entry);
      case CANDIDATE_CHOSEN, CHOICE_UNDONE -> desk.offerChoice(entry);
      default -> {
        if (reads) {
          readings.work(entry);
        }
      }
    }
  }

  // What there is

  Case of(String study) {
    return find(CaseId.of(new Uid(study))).orElseThrow();
  }

  Case ofReport(String name) {
    return find(caseOfReport(name)).orElseThrow();
  }

  CaseId caseOfReport(String name) {
    return CaseId.of(key(name));
  }

  /** What the engine knows a report by that came under this name. */
  ReportKey key(String name) {
    return Optional.ofNullable(keys.get(name)).orElseThrow();
  }

  Optional<Case> find(CaseId id) {
    return journal.transact(open -> open.cases().find(id));
  }

  List<Case> cases() {
    return journal.transact(open -> open.cases().list(CaseQuery.all(1000)));
  }

  List<Candidate> candidates(CaseId id) {
    return journal.transact(open -> open.cases().candidates(id));
  }

  List<Entry> all(EntryKind kind) {
    return journal.transact(open -> all(open, kind));
  }

  private List<Entry> all(Transaction open, EntryKind kind) {
    List<Entry> found = new ArrayList<>();
    for (long id = 1; id <= done + LONGEST_GAP; id++) {
      open.entries().find(id).filter(entry -> entry.kind() == kind).ifPresent(found::add);
    }
    return found;
  }

  /** The results that are in force at the FHIR server. */
  Resources resources() {
    return readings.resources();
  }
}
