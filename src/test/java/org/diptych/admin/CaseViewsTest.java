package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.journal.CaseQuery;
import org.diptych.journal.EntryKind;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Finding;
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
    assertThat(kept.views().list(new CaseQuery(CaseState.RECEIVING, 1, 1)))
        .extracting(CaseSummary::accession)
        .containsExactly("ACC-2");
    CaseSummary read = kept.views().list(new CaseQuery(CaseState.DELIVERED, 0, 9)).get(0);
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
  void candidates_of_a_set_aside_case_are_those_of_its_latest_entry() {
    CaseId id = kept.study("1.1", CaseState.SET_ASIDE, "several studies", 1);
    kept.append(id, EntryKind.SET_ASIDE, Map.of("reason", "several", "candidates", "1.5 1.6"));
    assertThat(kept.views().dossier(id, null).orElseThrow().candidates())
        .containsExactly("1.5", "1.6");
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
