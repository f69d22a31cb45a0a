package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.OrderBuilder.anOrder;
import static org.diptych.study.ReportBuilder.aReport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.diptych.journal.EntryKind;
import org.diptych.study.Case;
import org.diptych.study.PatientChange;
import org.diptych.study.ReportStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine stops between any two things that happen, starts again, and is asked again for every
 * entry it ever worked on: it ends as if nothing had been.
 */
class RestartScenariosTest {
  @TempDir Path data;

  private void assertSameWhereverItStops(List<Consumer<Department>> story) {
    try (Department calm = new Department(data.resolve("calm"))) {
      story.forEach(happens -> happens.accept(calm));
      List<Case> cases = byId(calm);
      var resources = calm.resources().inForce();
      int readings = calm.all(EntryKind.CASE_READY).size();
      for (int stop = 0; stop <= story.size(); stop++) {
        try (Department shaken = new Department(data.resolve("stopped-" + stop))) {
          for (int at = 0; at < story.size(); at++) {
            if (at == stop) {
              shaken.restart();
            }
            story.get(at).accept(shaken);
          }
          shaken.restart();
          assertThat(shaken.resources().inForce()).as("stop %d", stop).isEqualTo(resources);
          assertThat(shaken.all(EntryKind.CASE_READY)).as("stop %d", stop).hasSize(readings);
          assertThat(byId(shaken))
              .as("stop %d", stop)
              .usingRecursiveFieldByFieldElementComparatorIgnoringFields("changed")
              .isEqualTo(cases);
        }
      }
    }
  }

  private void assertSameBeforeWhicheverEntryItStops(List<Consumer<Department>> story) {
    try (Department calm = new Department(data.resolve("calm"))) {
      story.forEach(happens -> happens.accept(calm));
      var resources = calm.resources().inForce();
      int readings = calm.all(EntryKind.CASE_READY).size();
      for (int stop = 0; stop < calm.entries(); stop++) {
        try (Department shaken = new Department(data.resolve("stopped-" + stop)).stopsAfter(stop)) {
          story.forEach(happens -> happens.accept(shaken));
          assertThat(shaken.resources().inForce()).as("stop %d", stop).isEqualTo(resources);
          assertThat(shaken.all(EntryKind.CASE_READY)).as("stop %d", stop).hasSize(readings);
        }
      }
    }
  }

  private static List<Case> byId(Department department) {
    List<Case> cases = new ArrayList<>(department.cases());
    cases.sort(Comparator.comparing(each -> each.id().toString()));
    return cases;
  }

  @Test
  void given_a_study_and_its_report_when_the_engine_stops_anywhere_then_it_ends_the_same() {
    assertSameWhereverItStops(
        List.of(
            it -> it.images(anInstance("1.2.3.1")),
            it -> it.images(anInstance("1.2.3.2")),
            Department::silence,
            it -> it.report(aReport().ofStudy("1.2.3"))));
  }

  @Test
  void given_a_report_and_its_study_when_the_engine_stops_anywhere_then_it_ends_the_same() {
    assertSameWhereverItStops(
        List.of(
            it -> it.report(aReport().withAccession("A1")),
            it -> it.images(anInstance("1.2.3.1").withAccession("A1")),
            Department::silence,
            it -> it.images(anInstance("1.2.3.2").withAccession("A1")),
            Department::silence));
  }

  @Test
  void given_the_whole_life_of_a_report_when_the_engine_stops_anywhere_then_it_ends_the_same() {
    assertSameWhereverItStops(
        List.of(
            it -> it.study(anInstance("1.2.3.1")),
            it -> it.report(aReport().ofStudy("1.2.3").withStatus(ReportStatus.PRELIMINARY)),
            it -> it.report(aReport().ofStudy("1.2.3").withText("Final.")),
            it -> it.report(aReport().ofStudy("1.2.3").withText("Added.").asAddendum()),
            it -> it.report(aReport().ofStudy("1.2.3").withStatus(ReportStatus.CANCELLED))));
  }

  @Test
  void given_merge_and_unmerge_when_the_engine_stops_anywhere_then_it_ends_the_same() {
    assertSameWhereverItStops(
        List.of(
            it -> it.study(anInstance("1.2.3.1").ofPatient("P1", "HOSPITAL")),
            it -> it.report(aReport().ofStudy("1.2.3").ofPatient("P2", "HOSPITAL")),
            it -> it.patient(PatientChange.Kind.MERGE, "P1", "P2"),
            it -> it.patient(PatientChange.Kind.UNMERGE, "P1", "P2")));
  }

  @Test
  void given_two_studies_of_one_order_when_the_engine_stops_anywhere_then_it_ends_the_same() {
    assertSameWhereverItStops(
        List.of(
            it -> it.study(anInstance("1.2.3.1").withAccession("A1")),
            it -> it.report(aReport().withAccession("A1")),
            it -> it.study(anInstance("1.2.4.1").ofStudy("1.2.4").withAccession("A1")),
            it -> it.choose(it.caseOfReport("F1"), "1.2.4")));
  }

  @Test
  void given_an_order_that_links_last_when_the_engine_stops_anywhere_then_it_ends_the_same() {
    assertSameWhereverItStops(
        List.of(
            it -> it.study(anInstance("1.2.3.1")),
            it -> it.report(aReport().withProcedure(null).withOrder(null, "FI1")),
            it -> it.order(anOrder("FI1").ofStudy("1.2.3"))));
  }

  @Test
  void given_study_report_merge_and_correction_when_it_stops_before_any_entry_then_it_ends_alike() {
    assertSameBeforeWhicheverEntryItStops(
        List.of(
            it -> it.study(anInstance("1.2.3.1").ofPatient("P1", "HOSPITAL")),
            it -> it.report(aReport().ofStudy("1.2.3").ofPatient("P2", "HOSPITAL")),
            it -> it.patient(PatientChange.Kind.MERGE, "P1", "P2"),
            it ->
                it.report(
                    aReport()
                        .ofStudy("1.2.3")
                        .ofPatient("P2", "HOSPITAL")
                        .withText("Corrected.")
                        .withStatus(ReportStatus.CORRECTED))));
  }

  @Test
  void given_an_addendum_and_a_cancellation_when_it_stops_before_any_entry_then_it_ends_alike() {
    assertSameBeforeWhicheverEntryItStops(
        List.of(
            it -> it.report(aReport().ofStudy("1.2.3")),
            it -> it.study(anInstance("1.2.3.1")),
            it -> it.report(aReport().ofStudy("1.2.3").withText("Added.").asAddendum()),
            it -> it.report(aReport().ofStudy("1.2.3").withStatus(ReportStatus.CANCELLED))));
  }
}
