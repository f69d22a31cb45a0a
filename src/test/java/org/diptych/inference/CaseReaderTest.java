package org.diptych.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.diptych.dicom.DicomImageWriter;
import org.diptych.dicom.DisplayImageReader;
import org.diptych.dicom.GreyImage;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PackageShelf;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready cases through the bundled packages, on a real journal and object store. */
class CaseReaderTest {
  private static final Uid STUDY = new Uid("2.25.700");
  private static final ReportKey REPORT = new ReportKey("RIS|F-1");
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static PackageShelf shelf;

  @TempDir Path data;
  private JournalDatabase database;
  private Journal journal;
  private ObjectStore store;
  private CaseReader reader;

  @BeforeAll
  static void openShelf() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
    shelf = PackageShelf.open(null, "cpu", Runnable::run);
  }

  @AfterAll
  static void closeShelf() {
    shelf.close();
  }

  @BeforeEach
  void open() throws IOException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, clock);
    store = new ObjectStore(data);
    reader =
        new CaseReader(
            journal,
            store,
            shelf,
            new ReadingDesk(new PlainInference(), shelf),
            new ImageChoice(store, new DisplayImageReader()),
            new PlainInference(),
            clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_ready_case_is_read_once_and_its_findings_are_on_their_way() throws IOException {
    Entry ready = ready("CR", "CHEST", DicomImageWriter.CR_IMAGE);

    assertThat(reader.read(ready)).isInstanceOf(ReadingOutcome.Read.class);
    Findings findings = findings().orElseThrow();
    reader.read(ready);

    assertThat(findings().orElseThrow()).isEqualTo(findings);
    assertThat(findings.abstained()).isNull();
    assertThat(findings.model().id()).isEqualTo("chest-xr");
    assertThat(findings.image()).isEqualTo(new Uid("2.25.702"));
    assertThat(findings.readAt()).isEqualTo(NOW);
    assertThat(findings.attention()).isNotEmpty();
    assertThat(findings.findings())
        .extracting(finding -> finding.label())
        .contains("Pneumonia", "Pleural effusion");
    assertThat(subject().state()).isEqualTo(CaseState.READ);
    assertThat(count(EntryKind.FINDINGS_READY)).isEqualTo(1);
    assertThat(findingsReady().get("modelMillis")).matches("\\d+");
    try (InputStream preview = store.open(findings.preview());
        InputStream overlay = store.open(findings.overlay())) {
      assertThat(ImageIO.read(preview).getWidth()).isEqualTo(256);
      assertThat(ImageIO.read(overlay).getColorModel().hasAlpha()).isTrue();
    }
  }

  @Test
  void a_study_that_no_package_reads_is_set_aside_with_the_reason() throws IOException {
    reader.read(ready("CR", "HAND", DicomImageWriter.CR_IMAGE));

    assertThat(findings()).isEmpty();
    assertThat(subject().state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(subject().reason()).isEqualTo("no model package reads CR of HAND");
    assertThat(count(EntryKind.SET_ASIDE)).isEqualTo(1);
  }

  @Test
  void a_screenshot_is_not_read() throws IOException {
    reader.read(ready("CR", "CHEST", new Uid("1.2.840.10008.5.1.4.1.1.7")));

    assertThat(subject().reason()).isEqualTo("the study has no image that the model reads");
  }

  @Test
  void an_entry_of_an_older_version_changes_nothing() throws IOException {
    Entry ready = ready("CR", "CHEST", DicomImageWriter.CR_IMAGE);
    journal.transact(
        transaction -> {
          transaction.cases().save(subject(2));
          return null;
        });

    assertThat(reader.read(ready)).isInstanceOf(ReadingOutcome.Overtaken.class);
    assertThat(count(EntryKind.FINDINGS_READY)).isZero();
  }

  private Entry ready(String modality, String bodyPart, Uid sopClass) throws IOException {
    ImagingStudy study =
        new ImagingStudy(
            STUDY,
            null,
            new PatientIdentity(new PatientId("P-1", null), null, null, null),
            modality,
            bodyPart,
            null,
            null,
            Priority.ROUTINE);
    GreyImage pixels;
    try (InputStream in = getClass().getResourceAsStream("/demo/chest.png")) {
      pixels = GreyImage.of(ImageIO.read(in));
    }
    Uid series = new Uid("2.25.701");
    Uid instance = new Uid("2.25.702");
    String object =
        store.keep(
            (OutputStream out) ->
                new DicomImageWriter(null).write(study, series, instance, null, pixels, out));
    SopInstance sop =
        new SopInstance(
            instance,
            sopClass,
            new Uid("1.2.840.10008.1.2.1"),
            series,
            STUDY,
            modality,
            bodyPart,
            null,
            1,
            null,
            pixels.height(),
            pixels.width());
    return journal.transact(
        transaction -> {
          transaction.studies().keep(new KeptInstance(sop, object, "0", 1, "MODALITY", NOW), study);
          transaction.reports().keep(report(), "RIS", object);
          transaction.cases().save(subject(1));
          long id =
              transaction
                  .append(
                      EntryDraft.of(
                              EntryKind.CASE_READY,
                              CaseId.of(STUDY) + "#1",
                              Map.of("study", STUDY.value(), "version", "1"))
                          .forCase(CaseId.of(STUDY)))
                  .entryId();
          return transaction.entries().find(id).orElseThrow();
        });
  }

  private RadiologyReport report() {
    try (InputStream in = getClass().getResourceAsStream("/demo/chest.txt")) {
      return new RadiologyReport(
          REPORT,
          ReportStatus.PRELIMINARY,
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          STUDY,
          null,
          null,
          null,
          null,
          null,
          null,
          Priority.ROUTINE,
          "C-1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case subject(int version) {
    return new Case(
        CaseId.of(STUDY),
        version,
        STUDY,
        1,
        REPORT,
        1,
        CaseState.READY,
        "study instance UID",
        Priority.ROUTINE,
        NOW,
        NOW);
  }

  private Case subject() {
    return journal.transact(tx -> tx.cases().find(CaseId.of(STUDY))).orElseThrow();
  }

  private Optional<Findings> findings() {
    return journal.transact(tx -> tx.cases().findings(CaseId.of(STUDY), 1));
  }

  private Entry findingsReady() {
    return journal
        .transact(tx -> tx.entries().find(EntryKind.FINDINGS_READY, subject().id() + "#1"))
        .orElseThrow();
  }

  private long count(EntryKind kind) {
    return journal.transact(tx -> tx.entries().counts().getOrDefault(kind.wireName(), 0L));
  }
}
