package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.client.TransactionJson;
import org.diptych.fhir.validation.ResourceValidator;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Receipt;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.diptych.study.Priority;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a reading in a real journal to a transaction in a real object store. */
class ResultWriterTest {
  private static final FhirContext R4 = FhirR4.lenient();

  @TempDir Path data;
  private JournalDatabase database;
  private Journal journal;
  private ObjectStore objects;
  private ResultWriter writer;

  @BeforeEach
  void open() throws IOException {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    objects = new ObjectStore(data);
    writer =
        new ResultWriter(
            journal,
            objects,
            R4,
            Readings.config(Map.of()),
            model -> Optional.of("# A card"),
            ResourceValidator.lazily());
    journal.transact(
        transaction -> {
          transaction.studies().keep(Readings.instance(), Readings.study());
          return transaction.reports().keep(Readings.message(), "RIS|HOSP", "object");
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_reading_becomes_one_transaction_for_the_fhir_server() throws IOException {
    writer.write(findingsReady(Readings.findings(), 1, Priority.STAT));

    Entry results = results(1).orElseThrow();
    assertThat(results.destination()).isEqualTo("fhir");
    assertThat(results.caseId()).isEqualTo(Readings.CASE);
    assertThat(results.get("version")).isEqualTo("1");
    Bundle bundle = bundle(results);
    assertThat(ResultBundleTest.all(bundle, Observation.class)).hasSize(2);
    assertThat(ResultBundleTest.only(bundle, ImagingStudy.class).getNumberOfInstances())
        .isEqualTo(1);
    assertThat(ResultBundleTest.only(bundle, DiagnosticReport.class).getStatus().toCode())
        .isEqualTo("preliminary");
  }

  @Test
  void writing_twice_keeps_one_entry_and_one_object() {
    Entry findings = findingsReady(Readings.findings(), 1, Priority.ROUTINE);

    writer.write(findings);
    String object = results(1).orElseThrow().get("object");
    writer.write(findings);

    assertThat(results(1).orElseThrow().get("object")).isEqualTo(object);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void what_a_later_reading_no_longer_speaks_of_is_cancelled_in_its_transaction()
      throws IOException {
    writer.write(findingsReady(Readings.findings(), 1, Priority.ROUTINE));
    writer.write(findingsReady(Readings.abstained(2, "wrong body part"), 2, Priority.ROUTINE));

    Bundle second = bundle(results(2).orElseThrow());
    assertThat(ResultBundleTest.json(second)).doesNotContain("contained");
    assertThat(ResultBundleTest.all(second, Observation.class))
        .extracting(observation -> observation.getStatus().toCode())
        .containsExactly("cancelled", "cancelled");
  }

  @Test
  void a_finding_that_comes_back_is_no_longer_cancelled() throws IOException {
    writer.write(findingsReady(Readings.findings(), 1, Priority.ROUTINE));
    writer.write(findingsReady(Readings.abstained(2, "wrong body part"), 2, Priority.ROUTINE));
    writer.write(
        findingsReady(
            Readings.findings(3, Readings.MODEL, Readings.effusion()), 3, Priority.ROUTINE));

    Bundle third = bundle(results(3).orElseThrow());
    assertThat(ResultBundleTest.all(third, Observation.class))
        .extracting(
            observation -> observation.getCode().getText(),
            observation -> observation.getStatus().toCode())
        .containsExactly(
            tuple("Pleural effusion", "preliminary"), tuple("Pneumothorax", "cancelled"));
  }

  @Test
  void a_result_that_is_not_valid_is_set_aside_with_place_and_rule_where_the_site_validates() {
    ResultWriter strict = validatingWithABadSystem();

    strict.write(findingsReady(Readings.findings(), 1, Priority.ROUTINE));

    assertThat(results(1)).isEmpty();
    Case subject = journal.transact(open -> open.cases().find(Readings.CASE)).orElseThrow();
    assertThat(subject.state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(subject.reason())
        .startsWith("the results are not valid FHIR: Patient.identifier[0]")
        .doesNotContain("P-100234");
  }

  @Test
  void a_result_written_again_for_another_patient_is_validated_too() {
    writer.write(findingsReady(Readings.findings(), 1, Priority.ROUTINE));
    Entry changed =
        journal.transact(
            open -> {
              Receipt receipt =
                  open.append(
                      EntryDraft.of(
                              EntryKind.SUBJECT_CHANGED,
                              Readings.CASE + "#changed",
                              Map.of("version", "1"))
                          .forCase(Readings.CASE));
              return open.entries().find(receipt.entryId()).orElseThrow();
            });

    validatingWithABadSystem().rekey(changed);

    assertThat(count()).isEqualTo(1);
    assertThat(journal.transact(open -> open.cases().find(Readings.CASE)).orElseThrow().state())
        .isEqualTo(CaseState.SET_ASIDE);
  }

  private ResultWriter validatingWithABadSystem() {
    return new ResultWriter(
        journal,
        objects,
        R4,
        Readings.config(Map.of("HOSP", "hospital numbers")),
        model -> Optional.of("# A card"),
        new ResourceValidator(() -> true));
  }

  @Test
  void a_reading_that_a_newer_one_has_overtaken_is_not_written() {
    Entry first = findingsReady(Readings.findings(), 1, Priority.ROUTINE);
    findingsReady(Readings.findings(2, Readings.MODEL, Readings.effusion()), 2, Priority.ROUTINE);

    writer.write(first);

    assertThat(results(1)).isEmpty();
  }

  @Test
  void a_reading_of_a_case_that_is_only_reopened_is_written_all_the_same() {
    Entry first = findingsReady(Readings.findings(), 1, Priority.ROUTINE);
    journal.transact(
        transaction -> {
          transaction.cases().save(Readings.subject(2, Priority.ROUTINE));
          return List.of();
        });

    writer.write(first);

    assertThat(results(1)).isPresent();
  }

  private Entry findingsReady(Findings findings, int version, Priority priority) {
    return journal.transact(
        transaction -> {
          transaction.cases().save(Readings.subject(version, priority));
          transaction.cases().keep(findings);
          Receipt receipt =
              transaction.append(
                  EntryDraft.of(
                          EntryKind.FINDINGS_READY,
                          Readings.CASE + "#" + version,
                          Map.of("version", Integer.toString(version)))
                      .forCase(Readings.CASE));
          return transaction.entries().find(receipt.entryId()).orElseThrow();
        });
  }

  private Optional<Entry> results(int version) {
    return journal.transact(
        transaction ->
            transaction
                .entries()
                .find(EntryKind.RESULTS_READY, Readings.CASE + "#" + version + "#fhir"));
  }

  private long count() {
    return journal.transact(transaction -> transaction.entries().counts()).get("results-ready");
  }

  private Bundle bundle(Entry results) throws IOException {
    try (InputStream in = objects.open(results.get("object"))) {
      return TransactionJson.read(R4, in);
    }
  }
}
