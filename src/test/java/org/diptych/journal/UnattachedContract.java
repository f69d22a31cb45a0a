package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;
import static org.diptych.study.OrderBuilder.anOrder;
import static org.diptych.study.ReportBuilder.aReport;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import org.diptych.study.OrderBuilder;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.ReportBuilder;
import org.junit.jupiter.api.Test;

/** What belongs to nothing that is held goes, on whichever database. */
abstract class UnattachedContract extends JournalFixture {
  /** Whatever the wall clock says, everything in the journal is older than this. */
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  private int messages;

  private int delete(Unattached.Kind kind) {
    return delete(kind, LATER);
  }

  private int delete(Unattached.Kind kind, Instant before) {
    return journal
        .transact(open -> open.retention().unattached().delete(kind, before, 0))
        .deleted();
  }

  private void order(OrderBuilder order) {
    String id = "O" + ++messages;
    journal.transact(
        open -> open.orders().keep(order.build(id), "RIS", open.messages().keep(id.getBytes())));
  }

  private void change(PatientChange.Kind kind, String patient, String prior) {
    String id = "P" + ++messages;
    PatientChange change =
        new PatientChange(
            kind,
            ReportBuilder.patient(patient, "HOSPITAL"),
            prior == null ? null : new PatientId(prior, "HOSPITAL"),
            id);
    journal.transact(
        open -> open.patients().keep(change, "ADT", open.messages().keep(id.getBytes())));
  }

  private long announced(String key) {
    return append(EntryKind.RESOURCE_ANNOUNCED, key, Map.of("place", "Patient/1")).entryId();
  }

  private void execute(String statement) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  private long rows(String table) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void nothingIsDue() throws Exception {
    execute("delete from scheduled_tasks");
  }

  @Test
  void an_order_of_nothing_goes_with_its_entry_and_its_message() throws Exception {
    order(anOrder("FI1").withAccession("A1"));
    nothingIsDue();

    assertThat(delete(Unattached.Kind.ORDERS, Instant.now().minusSeconds(3600))).isZero();
    assertThat(delete(Unattached.Kind.ORDERS)).isEqualTo(1);

    assertThat(rows("orders") + rows("entries") + rows("messages")).isZero();
  }

  @Test
  void an_order_whose_work_is_not_done_stays() {
    order(anOrder("FI1"));

    assertThat(delete(Unattached.Kind.ORDERS)).isZero();
  }

  @Test
  void an_order_that_is_before_a_person_stays() throws Exception {
    order(anOrder("FI1"));
    nothingIsDue();
    journal.transact(
        open -> {
          SetAside.entry(open, open.orders().numbered(null, "FI1").get(0).entryId(), "failed");
          return 0;
        });

    assertThat(delete(Unattached.Kind.ORDERS)).isZero();
  }

  @Test
  void an_order_of_a_study_or_a_report_that_is_held_stays() throws Exception {
    keep(anInstance("1.2.3.1").ofStudy("1.2.3").withAccession("A2"), SEEN);
    keep(aReport().withKey("R1").withOrder("PL3", "FI4").build(), OBJECT);
    keep(
        aReport().withKey("R2").withControlId("M2").withAccession("A5").andAccession("A6").build(),
        OBJECT);
    order(anOrder("FI1").ofStudy("1.2.3"));
    order(anOrder("FI2").withAccession("A2"));
    order(anOrder("FI3").placedAs("PL3"));
    order(anOrder("FI4"));
    order(anOrder("FI5").withAccession("A5"));
    order(anOrder("FI6").withAccession("A6"));
    order(anOrder("FI7").withAccession("A7"));
    nothingIsDue();

    assertThat(delete(Unattached.Kind.ORDERS)).isEqualTo(1);
    assertThat(rows("orders")).isEqualTo(6);
  }

  @Test
  void an_order_for_later_is_as_young_as_that() throws Exception {
    order(anOrder("FI1").scheduled(LocalDateTime.of(2200, 1, 2, 8, 0)));
    nothingIsDue();

    assertThat(delete(Unattached.Kind.ORDERS)).isZero();
  }

  @Test
  void changes_of_patients_of_whom_nothing_is_here_go_together() throws Exception {
    change(PatientChange.Kind.MERGE, "P1", "P2");
    change(PatientChange.Kind.UNMERGE, "P1", "P2");
    change(PatientChange.Kind.UPDATE, "P2", null);
    nothingIsDue();

    assertThat(delete(Unattached.Kind.PATIENT_CHANGES)).isEqualTo(3);
    assertThat(rows("patient_changes") + rows("entries") + rows("messages")).isZero();
  }

  @Test
  void a_merge_stays_while_a_study_or_a_report_of_anybody_linked_is_held() throws Exception {
    keep(anInstance("1.2.3.1").ofPatient("P3", "HOSPITAL"), SEEN);
    keep(aReport().ofPatient("Q2", "HOSPITAL").build(), OBJECT);
    change(PatientChange.Kind.MERGE, "P1", "P2");
    change(PatientChange.Kind.MERGE, "P2", "P3");
    change(PatientChange.Kind.MERGE, "Q1", "Q2");
    nothingIsDue();

    assertThat(delete(Unattached.Kind.PATIENT_CHANGES)).isZero();
  }

  @Test
  void an_old_link_stays_while_something_young_or_not_done_was_said_of_its_patients()
      throws Exception {
    change(PatientChange.Kind.MERGE, "P1", "P2");
    nothingIsDue();
    change(PatientChange.Kind.MERGE, "P0", "P1");

    assertThat(delete(Unattached.Kind.PATIENT_CHANGES)).isZero();
    nothingIsDue();
    execute(
        "update patient_changes set received_at = timestamp with time zone"
            + " '2999-01-01 00:00:00+00' where patient_id = 'P0'");
    assertThat(delete(Unattached.Kind.PATIENT_CHANGES)).isZero();
  }

  @Test
  void an_announcement_goes_once_it_was_followed_up_unless_a_person_must_look() throws Exception {
    long aside = announced("1");
    announced("2");
    assertThat(delete(Unattached.Kind.ANNOUNCEMENTS)).isZero();
    nothingIsDue();
    journal.transact(
        open -> {
          SetAside.entry(open, aside, "failed");
          return 0;
        });

    assertThat(delete(Unattached.Kind.ANNOUNCEMENTS)).isEqualTo(1);
    assertThat(counts().get("resource-announced")).isEqualTo(1);
  }
}
