package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.diptych.study.OrderBuilder.anOrder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.diptych.journal.CaseQuery;
import org.diptych.journal.EntryKind;
import org.diptych.journal.KeptInstance;
import org.diptych.study.Candidate;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Finding;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.ReportBuilder;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseViewsTest {
  private static final Finding AGREED =
      Samples.finding("Pneumonia", "233604007", 0.9, 0.9, 0.9, 0.95, true, null);
  private static final Finding ABSENT =
      Samples.finding("Pneumothorax", "36118008", 0.1, 0.1, 0.1, 0.9, false, null);
  private static final Finding DISPUTED =
      Samples.finding("Pleural effusion", "60046008", 0.6, 0.8, 0.1, 0.2, true, null);

  @TempDir Path data;
  private KeptCases kept;

  @BeforeEach
  void open() throws IOException {
    kept = new KeptCases(data);
  }

  @AfterEach
  void close() throws IOException {
    kept.close();
  }

  @Test
  void set_aside_and_discordant_cases_want_a_person_and_the_others_do_not() throws IOException {
    CaseId calm = kept.study("1.1", CaseState.READY, "study-instance-uid", 1);
    CaseId disputed = kept.study("1.2", CaseState.READY, "accession-number", 2);
    CaseId aside = kept.study("1.3", CaseState.SET_ASIDE, "several studies", 3);
    kept.read(calm, "pneumonia", AGREED, ABSENT);
    kept.read(disputed, "pneumonia", AGREED, DISPUTED);
    assertThat(kept.views().wantingAPerson())
        .extracting(CaseSummary::id)
        .containsExactly(disputed.toString(), aside.toString());
  }

  @Test
  void the_list_is_paged_filtered_and_tells_the_top_finding() throws IOException {
    CaseId first = kept.study("1.1", CaseState.READY, "accession-number", 1);
    kept.study("1.2", CaseState.RECEIVING, "images are arriving", 2);
    kept.study("1.3", CaseState.RECEIVING, "images are arriving", 3);
    kept.read(first, "pneumonia", ABSENT, AGREED);
    assertThat(kept.views().page(CaseQuery.in(CaseState.RECEIVING, 1)).cases())
        .extracting(CaseSummary::accession)
        .containsExactly("ACC-3");
    CaseSummary read = kept.views().page(CaseQuery.in(CaseState.DELIVERED, 9)).cases().get(0);
    assertThat(read.topFinding().label()).isEqualTo("Pneumonia");
    assertThat(read.concordance()).isEqualTo(0.9);
    assertThat(read.discordant()).isFalse();
    assertThat(kept.views().counts()).containsEntry(CaseState.RECEIVING, 2L);
  }

  @Test
  void a_dossier_holds_study_report_reading_documents_and_the_story() throws IOException {
    CaseId id = kept.study("1.1", CaseState.READY, "accession-number", 1);
    kept.read(id, "There is pneumonia.", AGREED);
    kept.append(
        id,
        EntryKind.DELIVERED,
        Map.of("server", "http://pacs.example/fhir", "resources", "DiagnosticReport/4"));
    CaseDossier dossier = kept.views().dossier(id, null).orElseThrow();
    assertThat(dossier.study().callingAeTitle()).isEqualTo("ROOM-2");
    assertThat(dossier.report().text()).isEqualTo("There is pneumonia.");
    assertThat(dossier.reading().findings()).hasSize(1);
    assertThat(dossier.readings()).containsExactly(1);
    assertThat(dossier.documents())
        .containsExactly(
            new Document("DiagnosticReport/4", "http://pacs.example/fhir/DiagnosticReport/4"));
    assertThat(dossier.timeline()).extracting(TimelineEvent::kind).contains("delivered");
  }

  @Test
  void priors_are_the_earlier_studies_of_the_patient_the_latest_first() {
    keepStudy("1.1", "2026-01-01T08:00");
    keepStudy("1.2", "2026-01-02T08:00");
    CaseId id = kept.study("1.9", CaseState.READY, "accession-number", 1);
    assertThat(kept.views().dossier(id, null).orElseThrow().priors())
        .extracting(PriorView::uid)
        .containsExactly("1.2", "1.1");
  }

  private void keepStudy(String uid, String started) {
    InstanceBuilder instance = InstanceBuilder.anInstance(uid + ".1").ofStudy(uid).started(started);
    kept.journal.transact(
        open ->
            open.studies()
                .keep(
                    new KeptInstance(
                        instance.build(), "a".repeat(64), "d".repeat(64), 10, "ROOM", Samples.NOON),
                    instance.study()));
  }

  @Test
  void an_earlier_reading_is_shown_when_its_version_is_asked_for() throws IOException {
    CaseId id = kept.study("1.1", CaseState.READY, "accession-number", 1);
    kept.read(id, "pneumonia", AGREED);
    kept.read(id, "pneumonia", DISPUTED);
    assertThat(kept.views().dossier(id, null).orElseThrow().reading().version()).isEqualTo(2);
    assertThat(kept.views().dossier(id, 1).orElseThrow().reading().discordant()).isFalse();
    assertThat(kept.views().dossier(id, 7).orElseThrow().reading()).isNull();
  }

  @Test
  void the_image_of_a_reading_is_the_object_that_was_kept() throws IOException {
    CaseId id = kept.study("1.1", CaseState.READY, "accession-number", 1);
    kept.read(id, "pneumonia", AGREED);
    assertThat(kept.views().preview(id, null).orElseThrow()).hasBinaryContent(KeptCases.PREVIEW);
    assertThat(kept.views().overlay(id, null)).isEmpty();
    assertThat(kept.views().preview(CaseId.of(new Uid("9.9")), null)).isEmpty();
  }

  @Test
  void candidates_of_a_case_are_those_that_pairing_offers_with_what_is_known_of_each() {
    CaseId id = kept.study("1.1", CaseState.SET_ASIDE, "several studies", 1);
    CaseId other = kept.study("1.2", CaseState.AWAITING_REPORT, "no report names it", 2);
    kept.journal.transact(
        open ->
            open.cases()
                .offer(
                    id,
                    List.of(
                        new Candidate("1.2", 80, "accession number, patient"),
                        new Candidate("1.9", 20, "procedure"))));
    List<CandidateView> candidates = kept.views().dossier(id, null).orElseThrow().candidates();
    assertThat(candidates).extracting(CandidateView::score).containsExactly(80, 20);
    assertThat(candidates.get(0).evidence()).containsExactly("accession number", "patient");
    assertThat(candidates.get(0).caseId()).isEqualTo(other.toString());
    assertThat(candidates.get(0).study().accession()).isEqualTo("ACC-2");
    assertThat(candidates.get(1).study()).isNull();
  }

  @Test
  void the_list_is_paged_by_place_and_nothing_is_lost_when_a_case_changes_meanwhile() {
    for (int minute = 1; minute <= 5; minute++) {
      kept.study("1." + minute, CaseState.RECEIVING, "images are arriving", minute);
    }
    CasePage first = kept.views().page(CaseQuery.all(2));
    assertThat(accessions(first)).containsExactly("ACC-5", "ACC-4");
    kept.study("1.9", CaseState.RECEIVING, "images are arriving", 9);
    CasePage second = kept.views().page(after(first));
    assertThat(accessions(second)).containsExactly("ACC-3", "ACC-2");
    CasePage third = kept.views().page(after(second));
    assertThat(accessions(third)).containsExactly("ACC-1");
    assertThat(third.last()).isNull();
  }

  private static CaseQuery after(CasePage page) {
    CaseSummary last = page.last();
    return CaseQuery.all(2).after(new CaseQuery.Place(last.changed(), CaseId.parse(last.id())));
  }

  private static List<String> accessions(CasePage page) {
    return page.cases().stream().map(CaseSummary::accession).toList();
  }

  private List<String> found(String name, String value) {
    return accessions(
        kept.views().page(CaseFilter.of(Map.of(name, List.of(value)), KeptCases.CONFIG).query()));
  }

  @Test
  void the_list_is_narrowed_by_whatever_a_case_can_be_found_by() throws IOException {
    CaseId disputed = kept.study("1.1", CaseState.READY, "accession-number", 1);
    kept.study("1.2", CaseState.SET_ASIDE, "several studies", 2);
    kept.study("1.3", CaseState.RECEIVING, "images are arriving", 3);
    kept.read(disputed, "pneumonia", AGREED, DISPUTED);
    assertThat(found("study", "1.2")).containsExactly("ACC-2");
    assertThat(found("accession", "ACC-3")).containsExactly("ACC-3");
    assertThat(found("accession", "ACC-9")).isEmpty();
    assertThat(found("modality", "CR")).hasSize(3);
    assertThat(found("modality", "MR")).isEmpty();
    assertThat(found("priority", "routine")).hasSize(3);
    assertThat(found("priority", "STAT")).isEmpty();
    assertThat(found("discordant", "true")).containsExactly("ACC-1");
    assertThat(found("wantsPerson", "true")).containsExactly("ACC-2", "ACC-1");
    assertThat(found("from", "2026-03-01T09:02:00Z")).containsExactly("ACC-3", "ACC-2");
    assertThat(found("to", "2026-03-01T09:02:00Z")).containsExactly("ACC-1");
    assertThat(found("patient", "P1")).hasSize(3);
    assertThat(found("patient", "P2")).isEmpty();
  }

  @Test
  void a_patient_is_found_under_every_identifier_that_was_linked() {
    kept.study("1.1", CaseState.RECEIVING, "images are arriving", 1);
    kept.journal.transact(
        open ->
            open.patients()
                .keep(
                    new PatientChange(
                        PatientChange.Kind.MERGE,
                        ReportBuilder.patient("P7", "HOSPITAL"),
                        new PatientId("P1", "HOSPITAL"),
                        "A40-1"),
                    "ADT",
                    "e".repeat(64)));
    assertThat(found("patient", "P7")).containsExactly("ACC-1");
    assertThat(found("patient", "P1")).containsExactly("ACC-1");
  }

  @Test
  void the_story_names_messages_orders_and_patient_changes_of_the_case() throws IOException {
    CaseId id = kept.study("1.1", CaseState.READY, "accession-number", 1);
    kept.read(id, "There is pneumonia.", AGREED);
    kept.journal.transact(
        open -> {
          open.orders()
              .keep(
                  anOrder("F-9").withAccession("ACC-1").build("O-1"),
                  "RIS|HOSPITAL",
                  "c".repeat(64));
          open.patients()
              .keep(
                  new PatientChange(
                      PatientChange.Kind.UPDATE,
                      ReportBuilder.patient("P1", "HOSPITAL"),
                      null,
                      "A08-1"),
                  "ADT|HOSPITAL",
                  "e".repeat(64));
          return open.choices().keep(new Uid("1.1"), new ReportKey("R-" + id), "anna");
        });
    kept.append(id, EntryKind.FINDINGS_READY, Map.of("version", "1"));
    CaseDossier dossier = kept.views().dossier(id, null).orElseThrow();
    assertThat(dossier.timeline())
        .extracting(TimelineEvent::kind, TimelineEvent::told)
        .contains(
            tuple("instance-kept", "CR, from ROOM-2"),
            tuple("report-kept", "version 1, final, message M-" + id + " from RIS HOSPITAL"),
            tuple("patient-changed", "update, message A08-1 from ADT HOSPITAL"),
            tuple("candidate-chosen", "by anna"),
            tuple("findings-ready", "version 1, by chest-xr 1.0.0"))
        .anyMatch(told -> told.toString().contains("message O-1 from RIS HOSPITAL"));
    assertThat(dossier.choice().by()).isEqualTo("anna");
  }

  @Test
  void the_printed_form_of_what_is_shown_holds_no_patient() throws IOException {
    CaseId id = kept.study("1.1", CaseState.READY, "accession-number", 1);
    kept.read(id, "Canary text", AGREED);
    CaseDossier dossier = kept.views().dossier(id, null).orElseThrow();
    assertThat(
            dossier
                + " "
                + dossier.summary()
                + dossier.study()
                + dossier.report()
                + dossier.reading()
                + dossier.report().patient()
                + dossier.timeline())
        .doesNotContainIgnoringCase("canary")
        .doesNotContain("ACC-1");
  }
}
