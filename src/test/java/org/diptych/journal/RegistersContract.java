package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.OrderBuilder.anOrder;
import static org.diptych.study.ReportBuilder.aReport;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Candidate;
import org.diptych.study.CaseId;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.Priority;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

/** What the registers of orders, patients and choices promise, on whichever database. */
abstract class RegistersContract extends JournalFixture {
  private static final Uid STUDY = new Uid("1.2.3");
  private static final ReportKey REPORT = new ReportKey("F1");
  private static final LocalDateTime NINE = LocalDateTime.of(2026, 3, 1, 9, 0);

  private static PatientId id(String value) {
    return new PatientId(value, "HOSPITAL");
  }

  private Receipt keep(Order order) {
    return journal.transact(open -> open.orders().keep(order, "RIS", OBJECT));
  }

  private void change(PatientChange.Kind kind, String patient, String prior, String controlId) {
    PatientChange change =
        new PatientChange(
            kind,
            ReportBuilder.patient(patient, "HOSPITAL"),
            prior == null ? null : id(prior),
            controlId);
    journal.transact(open -> open.patients().keep(change, "ADT", OBJECT));
  }

  private String current(String patient) {
    return journal.transact(open -> open.patients().current(id(patient))).value();
  }

  @Test
  void an_order_is_found_by_each_of_its_numbers_by_its_study_and_by_its_accession_number() {
    Order order = anOrder("FI1").placedAs("PL1").withAccession("A1").ofStudy("1.2.3").build("M1");
    Receipt receipt = keep(order);
    assertThat(receipt.kind()).isEqualTo(EntryKind.ORDER_KEPT);
    journal.transact(
        open -> {
          assertThat(open.orders().numbered("PL1", null)).hasSize(1);
          assertThat(open.orders().numbered(null, "FI1")).hasSize(1);
          assertThat(open.orders().numbered("PL1", "FI1")).hasSize(1);
          assertThat(open.orders().numbered(null, null)).isEmpty();
          assertThat(open.orders().of(STUDY, null)).hasSize(1);
          assertThat(open.orders().of(new Uid("9.9"), new AccessionNumber("A1", null))).hasSize(1);
          assertThat(open.orders().ofEntry(receipt.entryId()).orElseThrow().order())
              .isEqualTo(order);
          return true;
        });
  }

  @Test
  void the_same_order_message_again_is_not_fresh_and_another_under_its_control_id_is_kept() {
    Order order = anOrder("FI1").build("M1");
    assertThat(keep(order).fresh()).isTrue();
    assertThat(keep(order).fresh()).isFalse();
    Order other = anOrder("FI2").in(OrderState.CANCELLED).build("M1");
    Receipt kept = journal.transact(open -> open.orders().keep(other, "RIS", "c".repeat(64)));
    assertThat(kept.fresh()).isTrue();
  }

  @Test
  void a_merge_is_followed_until_it_is_undone_and_its_family_is_remembered() {
    change(PatientChange.Kind.MERGE, "P2", "P3", "M1");
    change(PatientChange.Kind.MERGE, "P1", "P2", "M2");
    assertThat(current("P3")).isEqualTo("P1");
    change(PatientChange.Kind.UNMERGE, "P1", "P2", "M3");
    assertThat(current("P3")).isEqualTo("P2");
    assertThat(current("P2")).isEqualTo("P2");
    assertThat(journal.<Set<PatientId>>transact(open -> open.patients().family(id("P3"))))
        .containsExactlyInAnyOrder(id("P1"), id("P2"), id("P3"));
  }

  @Test
  void changes_that_say_their_times_come_to_the_same_in_any_order() {
    List<PatientChange> said =
        List.of(
            change(PatientChange.Kind.MERGE, "P1", "P2", 10),
            change(PatientChange.Kind.UNMERGE, "P1", "P2", 20),
            change(PatientChange.Kind.MERGE, "P3", "P2", 30),
            change(PatientChange.Kind.MERGE, "P2", "P3", 40));
    List<Integer> arrival = new ArrayList<>(List.of(0, 1, 2, 3));
    for (int order = 0; order < 24; order++) {
      Collections.shuffle(arrival, new Random(order));
      String own = "O" + order;
      for (int each : arrival) {
        journal.transact(open -> open.patients().keep(of(own, said.get(each)), own, OBJECT));
      }
      assertThat(List.of(current(own + "P1"), current(own + "P2"), current(own + "P3")))
          .as("order %s", arrival)
          .containsExactly(own + "P1", own + "P2", own + "P2");
    }
  }

  private static PatientChange change(
      PatientChange.Kind kind, String patient, String prior, int minute) {
    return new PatientChange(
        kind,
        ReportBuilder.patient(patient, "HOSPITAL"),
        id(prior),
        kind + patient + minute,
        NINE.plusMinutes(minute));
  }

  /** The same of other patients. */
  private static PatientChange of(String own, PatientChange said) {
    PatientId prior = said.prior();
    return new PatientChange(
        said.kind(),
        ReportBuilder.patient(own + said.patient().id().value(), "HOSPITAL"),
        prior == null ? null : id(own + prior.value()),
        said.controlId(),
        said.at());
  }

  @Test
  void a_change_without_a_time_counts_as_said_after_what_was_there() {
    change(PatientChange.Kind.MERGE, "P1", "P2", "M1");
    change(PatientChange.Kind.UNMERGE, "P1", "P2", "M2");
    change(PatientChange.Kind.MERGE, "P1", "P2", "M3");

    assertThat(current("P2")).isEqualTo("P1");
  }

  @Test
  void an_identifier_without_issuer_follows_only_where_there_is_one_way() {
    change(PatientChange.Kind.MERGE, "P1", "P2", "M1");
    PatientId anywhere = new PatientId("P2", null);
    assertThat(journal.transact(open -> open.patients().current(anywhere)).value()).isEqualTo("P1");
    PatientChange elsewhere =
        new PatientChange(
            PatientChange.Kind.MERGE,
            ReportBuilder.patient("P9", "CLINIC"),
            new PatientId("P2", "CLINIC"),
            "M2");
    journal.transact(open -> open.patients().keep(elsewhere, "ADT", OBJECT));
    assertThat(journal.<PatientId>transact(open -> open.patients().current(anywhere)))
        .isEqualTo(anywhere);
  }

  @Test
  void studies_and_reports_are_found_by_patient_and_time_and_show_who_the_patient_is_now() {
    KeptInstance kept =
        new KeptInstance(
            anInstance("1.2.3.1").ofPatient("P2", "HOSPITAL").build(),
            OBJECT,
            OBJECT,
            100,
            "MODALITY",
            SEEN);
    journal.transact(
        open ->
            open.studies().keep(kept, anInstance("1.2.3.1").ofPatient("P2", "HOSPITAL").study()));
    journal.transact(
        open -> open.reports().keep(aReport().ofPatient("P2", "HOSPITAL").build(), "RIS", OBJECT));
    change(PatientChange.Kind.MERGE, "P1", "P2", "M1");
    AccessionNumber none = null;
    journal.transact(
        open -> {
          assertThat(open.studies().ofPatient(id("P2"))).containsExactly(STUDY);
          assertThat(open.reports().ofPatient(id("P2"))).containsExactly(REPORT);
          assertThat(open.reports().ofPatient(new PatientId("P2", "CLINIC"))).isEmpty();
          assertThat(open.studies().ofPatient(id("P2"), none, NINE, NINE.plusHours(1))).hasSize(1);
          assertThat(open.studies().ofPatient(id("P2"), none, NINE.plusHours(1), NINE.plusHours(2)))
              .isEmpty();
          assertThat(open.reports().ofPatient(id("P2"), none, NINE, NINE.plusHours(1)))
              .containsExactly(REPORT);
          assertThat(open.studies().find(STUDY).orElseThrow().patient().id()).isEqualTo(id("P1"));
          assertThat(open.reports().latest(REPORT).orElseThrow().report().patient().id())
              .isEqualTo(id("P1"));
          return true;
        });
  }

  @Test
  void a_report_is_found_by_every_study_that_it_names() {
    journal.transact(
        open ->
            open.reports()
                .keep(
                    aReport().ofStudy("1.2.3").andStudy("1.2.4").andAccession("A7").build(),
                    "RIS",
                    OBJECT));
    journal.transact(
        open -> {
          assertThat(open.reports().naming(new Uid("1.2.4"))).hasSize(1);
          assertThat(open.reports().withAccession(new AccessionNumber("A7", null))).hasSize(1);
          assertThat(open.reports().numbered("PL1", null)).hasSize(1);
          return true;
        });
  }

  @Test
  void a_choice_replaces_the_one_before_it_for_the_study() {
    Receipt first = journal.transact(open -> open.choices().keep(STUDY, REPORT, "anna"));
    Receipt again = journal.transact(open -> open.choices().keep(STUDY, REPORT, "berta"));
    assertThat(again.fresh()).isFalse();
    assertThat(again.entryId()).isEqualTo(first.entryId());
    ReportKey other = new ReportKey("F2");
    journal.transact(open -> open.choices().keep(STUDY, other, "anna"));
    journal.transact(
        open -> {
          assertThat(open.choices().reportOf(STUDY)).contains(other);
          assertThat(open.choices().studiesOf(REPORT)).isEmpty();
          assertThat(open.choices().studiesOf(other)).containsExactly(STUDY);
          return true;
        });
  }

  @Test
  void candidates_are_shown_in_their_order_and_only_a_change_is_told() {
    CaseId id = CaseId.of(STUDY);
    List<Candidate> two =
        List.of(new Candidate("1.2.4", 80, "patient"), new Candidate("1.2.3", 60, "modality"));
    assertThat(journal.<Boolean>transact(open -> open.cases().offer(id, two))).isTrue();
    assertThat(journal.<Boolean>transact(open -> open.cases().offer(id, two))).isFalse();
    assertThat(journal.<List<Candidate>>transact(open -> open.cases().candidates(id)))
        .isEqualTo(two);
  }

  @Test
  void the_subject_of_a_case_is_told_when_it_becomes_another() {
    CaseId id = CaseId.of(STUDY);
    assertThat(journal.<Boolean>transact(open -> open.cases().subject(id, id("P1")))).isFalse();
    assertThat(journal.<Boolean>transact(open -> open.cases().subject(id, id("P1")))).isFalse();
    assertThat(journal.<Boolean>transact(open -> open.cases().subject(id, id("P2")))).isTrue();
  }

  @Test
  void work_of_a_case_that_waits_becomes_as_urgent_as_the_case() throws SQLException {
    CaseId id = CaseId.of(STUDY);
    journal.transact(
        open -> open.append(EntryDraft.of(EntryKind.CASE_READY, id + "#1", Map.of()).forCase(id)));
    journal.transact(
        open -> {
          open.entries().raise(id, Priority.STAT);
          return true;
        });
    try (Connection connection = database.dataSource().getConnection();
        ResultSet work =
            connection
                .createStatement()
                .executeQuery(
                    "select priority from scheduled_tasks where task_name = 'case-ready'")) {
      assertThat(work.next()).isTrue();
      assertThat(work.getInt("priority")).isEqualTo(Priority.STAT.rank());
    }
  }

  @Test
  void the_author_of_a_report_is_kept_and_stays_when_a_later_message_names_none() {
    keep(aReport().withKey("K").withControlId("1").by("Anna Berg").build(), OBJECT);
    keep(aReport().withKey("K").withControlId("2").withText("Corrected.").build(), OBJECT);

    assertThat(versions("K"))
        .extracting(kept -> kept.report().author())
        .containsExactly("Anna Berg", "Anna Berg");
  }
}
