package org.diptych.pairing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.diptych.study.CaseId;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.OrderBuilder;
import org.diptych.study.PatientChange;
import org.diptych.study.Priority;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;

/** What befalls a number of cases, each in the order in which it ought to happen. */
final class TidyOrder {
  private final Random random;
  private final List<List<Consumer<Department>>> cases = new ArrayList<>();

  TidyOrder(int number, long seed) {
    random = new Random(seed);
    for (int each = 1; each <= number; each++) {
      cases.add(new Story(each).events);
    }
  }

  /** The events, case after case. */
  List<Consumer<Department>> events() {
    return cases.stream().flatMap(List::stream).toList();
  }

  /** One case: its images, its report through its life, and what orders and merges add. */
  private final class Story {
    private final int number;
    private final List<Consumer<Department>> events = new ArrayList<>();
    private final String patient;
    private final boolean byUid = random.nextBoolean();
    private final boolean secondStudy = random.nextInt(6) == 0;
    private final String reportPatient;

    Story(int number) {
      this.number = number;
      patient = "P" + number;
      reportPatient = random.nextInt(4) == 0 ? "Q" + number : patient;
      order();
      images();
      life();
      merges();
      otherReport();
      choice();
    }

    private void order() {
      if (random.nextInt(3) == 0) {
        Priority priority = random.nextInt(4) == 0 ? Priority.STAT : Priority.ROUTINE;
        events.add(
            it ->
                it.order(
                    OrderBuilder.anOrder("FI" + number)
                        .withAccession("A" + number)
                        .ofPatient(patient, "HOSPITAL")
                        .with(priority)));
      }
    }

    private void images() {
      int instances = 1 + random.nextInt(3);
      for (int instance = 1; instance <= instances; instance++) {
        image("1.2.3." + number, instance);
      }
      if (secondStudy) {
        image("1.2.4." + number, 1);
      }
      events.add(Department::silence);
    }

    private void image(String study, int instance) {
      events.add(
          it ->
              it.images(
                  InstanceBuilder.anInstance(study + "." + instance)
                      .ofStudy(study)
                      .withAccession("A" + number)
                      .ofPatient(patient, "HOSPITAL")));
    }

    private void life() {
      report("10:00", ReportStatus.PRELIMINARY, "Preliminary.", false);
      if (random.nextInt(4) > 0) {
        report("11:00", ReportStatus.FINAL, "Final.", false);
      }
      if (random.nextInt(3) == 0) {
        report("12:00", ReportStatus.CORRECTED, "Corrected.", false);
      }
      if (random.nextInt(3) == 0) {
        report("13:00", ReportStatus.FINAL, "Added.", true);
      }
      if (random.nextInt(8) == 0) {
        report("14:00", ReportStatus.CANCELLED, "", false);
      }
    }

    private void report(String time, ReportStatus status, String text, boolean addendum) {
      String controlId = "M" + number + "-" + time;
      events.add(
          it -> {
            ReportBuilder report =
                named(
                    ReportBuilder.aReport()
                        .withKey("F" + number)
                        .withOrder(null, "FI" + number)
                        .ofPatient(reportPatient, "HOSPITAL")
                        .issued("2026-03-01T" + time)
                        .withStatus(status)
                        .withText(text));
            it.report(addendum ? report.asAddendum() : report, controlId);
          });
    }

    /** By accession number a second study makes it a person's business; by UID it does not. */
    private ReportBuilder named(ReportBuilder report) {
      if (!byUid) {
        return report.withAccession("A" + number);
      }
      report.ofStudy("1.2.3." + number);
      return secondStudy && number % 2 == 0 ? report.andStudy("1.2.4." + number) : report;
    }

    /** Two patients become one, and what may follow: one more, their parting, and one again. */
    private void merges() {
      if (reportPatient.equals(patient)) {
        return;
      }
      change(PatientChange.Kind.MERGE, patient, reportPatient, "09:10");
      switch (random.nextInt(5)) {
        case 0 -> change(PatientChange.Kind.MERGE, "R" + number, patient, "09:20");
        case 1 -> change(PatientChange.Kind.UNMERGE, patient, reportPatient, "09:20");
        case 2 -> {
          change(PatientChange.Kind.UNMERGE, reportPatient, patient, "09:20");
          change(PatientChange.Kind.MERGE, patient, reportPatient, "09:30");
        }
        case 3 -> {
          change(PatientChange.Kind.MERGE, reportPatient, patient, "09:20");
          change(PatientChange.Kind.UNMERGE, patient, null, "09:30");
        }
        default -> {}
      }
    }

    private void change(PatientChange.Kind kind, String id, String prior, String time) {
      String controlId = "A" + number + "-" + time;
      events.add(it -> it.patient(kind, id, prior, controlId, time));
    }

    /** Where two studies may be those of the report, a person may have made up her mind. */
    private void choice() {
      if (secondStudy && !byUid && random.nextInt(4) > 0) {
        CaseId report = CaseId.of(new ReportKey("F" + number));
        events.add(it -> it.wants(report, "1.2.4." + number));
      }
    }

    private void otherReport() {
      if (random.nextInt(8) == 0) {
        events.add(
            it ->
                it.report(
                    named(
                        ReportBuilder.aReport()
                            .withKey("G" + number)
                            .withOrder(null, "GI" + number)
                            .ofPatient(patient, "HOSPITAL")
                            .issued("2026-03-01T15:00")
                            .withText("Of another procedure.")),
                    "G" + number));
      }
    }
  }
}
