package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientChange.Kind;
import org.diptych.study.PatientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who patients are, from ADT. */
class PatientChangeReaderTest {
  private static final String PID = "PID|1||4711^^^CLINIC^MR||Canary^Maria||19610304|F";
  private static final String MRG = "MRG|0815^^^CLINIC^MR||||||Canary^Mary";

  @ParameterizedTest
  @ValueSource(strings = {"A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A28", "A31"})
  void admissions_and_updates_say_who_the_patient_is(String event) {
    PatientChange change = only("ADT^" + event, PID);

    assertThat(change.kind()).isEqualTo(Kind.UPDATE);
    assertThat(change.patient().id()).isEqualTo(new PatientId("4711", "CLINIC"));
    assertThat(change.patient().name()).isEqualTo("Canary^Maria");
    assertThat(change.prior()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "A18, MERGE",
    "A30, MERGE",
    "A34, MERGE",
    "A40, MERGE",
    "A35, MOVE",
    "A41, MOVE",
    "A43, MOVE",
    "A47, CHANGE_IDENTIFIER"
  })
  void mrg_names_what_leads_to_the_patient(String event, Kind kind) {
    PatientChange change = only("ADT^" + event, PID, MRG);

    assertThat(change.kind()).isEqualTo(kind);
    assertThat(change.patient().id().value()).isEqualTo("4711");
    assertThat(change.prior()).isEqualTo(new PatientId("0815", "CLINIC"));
  }

  @Test
  void a40_may_merge_several_patients_in_one_message() {
    List<PatientChange> changes =
        changes("ADT^A40", PID, MRG, "PID|2||4712^^^CLINIC^MR", "MRG|0816^^^CLINIC^MR");

    assertThat(changes).extracting(c -> c.patient().id().value()).containsExactly("4711", "4712");
    assertThat(changes).extracting(c -> c.prior().value()).containsExactly("0815", "0816");
  }

  @Test
  void a_link_and_its_end_name_both_patients() {
    String second = "PID|2||0815^^^CLINIC^MR";

    assertThat(only("ADT^A24", PID, "PV1|1|O", second))
        .returns(Kind.MERGE, PatientChange::kind)
        .returns(new PatientId("0815", "CLINIC"), PatientChange::prior);
    assertThat(only("ADT^A37", PID, "PV1|1|O", second))
        .returns(Kind.UNMERGE, PatientChange::kind)
        .returns(new PatientId("0815", "CLINIC"), PatientChange::prior);
  }

  @Test
  void an_account_may_move_without_a_prior_patient() {
    assertThat(only("ADT^A41", PID, "MRG|||ACC-1").kind()).isEqualTo(Kind.UPDATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"ADT^A40;MRG", "ADT^A08;PID", "ADT^A24;PID"})
  void what_is_missing_is_said_with_its_segment(String type, String segment) {
    String[] segments = type.equals("ADT^A08") ? new String[] {"PV1|1"} : new String[] {PID};
    MessageContent content = OrderReaderTest.content(type, segments);

    assertThat(content).isInstanceOf(MessageContent.Refused.class);
    assertThat(((MessageContent.Refused) content).faults().get(0).location().segment())
        .isEqualTo(segment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EVN|A40|20260301091500; 2026-03-01T09:15",
        "EVN|A40|20260301; 2026-01-02T03:04:05",
        "EVN|A40; 2026-01-02T03:04:05"
      })
  void a_change_happened_when_evn_says_to_the_minute_else_when_it_was_sent(
      String evn, LocalDateTime at) {
    assertThat(only("ADT^A40", evn, PID, MRG).at()).isEqualTo(at);
  }

  private static List<PatientChange> changes(String type, String... segments) {
    MessageContent content = OrderReaderTest.content(type, segments);
    assertThat(content).isInstanceOf(MessageContent.Patients.class);
    return ((MessageContent.Patients) content).changes();
  }

  private static PatientChange only(String type, String... segments) {
    List<PatientChange> changes = changes(type, segments);
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }
}
