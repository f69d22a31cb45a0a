package org.diptych.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.KeptReport;
import org.diptych.journal.StudyProgress;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.ModelIdentity;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.Region;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;
import org.diptych.study.WordAttention;

/** Cases as the tests of this room need them; every person in it is invented. */
final class Samples {
  static final Uid STUDY = new Uid("1.2.3.4");
  static final CaseId ID = CaseId.of(STUDY);
  static final Shown AS = new Shown(ZoneOffset.UTC);
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final double THRESHOLD = 0.5;
  static final String TEXT =
      "CLINICAL HISTORY\nCough and fever for five days.\n\nFINDINGS\n"
          + "Patchy opacities in the right lower zone. The heart is not enlarged. "
          + "No pneumothorax is seen.\n\nIMPRESSION\nRight lower zone pneumonia.";
  static final PatientIdentity JANE =
      new PatientIdentity(
          new PatientId("P-1001", "HOSP"), "DOE^JANE", LocalDate.of(1961, 4, 9), "F");

  private Samples() {}

  static ImagingStudy study() {
    return new ImagingStudy(
        STUDY,
        new AccessionNumber("A-77120", null),
        JANE,
        "CR",
        "CHEST",
        LocalDateTime.of(2026, 3, 2, 11, 40),
        "Chest PA and lateral",
        Priority.STAT);
  }

  static KeptReport report(String text) {
    return new KeptReport(
        new RadiologyReport(
            new ReportKey("RIS|A-77120"),
            ReportStatus.PRELIMINARY,
            text,
            STUDY,
            new AccessionNumber("A-77120", null),
            JANE,
            null,
            "F-1",
            new CodedText("36643-5", "LN", "XR Chest 2 Views"),
            null,
            Priority.STAT,
            "MSG-1"),
        1,
        "object",
        NOON);
  }

  static Case aCase(CaseState state, String reason) {
    return new Case(
        ID,
        1,
        STUDY,
        1,
        new ReportKey("RIS|A-77120"),
        1,
        state,
        reason,
        Priority.STAT,
        NOON.minusSeconds(90),
        NOON);
  }

  static Findings findings() {
    return new Findings(
        ID,
        1,
        new ModelIdentity("chest-xr", "1.0.0", "Chest radiograph, image and report"),
        new Uid("1.2.3.4.5"),
        List.of(
            finding("Cardiomegaly", "8186001", 0.06, 0.09, 0.05, 0.93, false, null),
            finding(
                "Pneumonia",
                "233604007",
                0.91,
                0.72,
                0.95,
                0.88,
                true,
                new Region(60, 480, 310, 280)),
            finding("Pleural effusion", "60046008", 0.58, 0.81, 0.07, 0.21, true, null),
            finding("Pneumothorax", "36118008", 0.03, 0.04, 0.02, 0.97, false, null)),
        "Opacity in the right lower zone; blunting of the right costophrenic angle suggests a small"
            + " effusion.",
        attention("opacities", "right", "pneumonia", "fever"),
        null,
        "preview",
        "overlay",
        NOON.minusSeconds(20));
  }

  static CaseDossier discordant() {
    return dossier(aCase(CaseState.DELIVERED, "accession-number"), TEXT, findings(), story());
  }

  static CaseDossier withReportText(String text) {
    Findings read = findings();
    Findings unweighed =
        new Findings(
            ID,
            1,
            read.model(),
            read.image(),
            read.findings(),
            read.description(),
            List.of(),
            null,
            null,
            null,
            NOON);
    return dossier(aCase(CaseState.DELIVERED, "accession-number"), text, unweighed, story());
  }

  static CaseDossier setAside() {
    Case found = aCase(CaseState.SET_ASIDE, "ambiguous-accession-number");
    StudyView study = StudyView.of(study(), null);
    return new CaseDossier(
        CaseSummary.of(found, study, null, null),
        study,
        null,
        null,
        List.of(),
        List.of(
            new CandidateView(
                "1.2.3.4", 80, List.of("accession number", "patient"), ID.toString(), study, null),
            new CandidateView("1.2.3.9", 30, List.of("procedure"), null, null, null)),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  static CaseDossier dossier(Case found, String text, Findings findings, List<Entry> entries) {
    StudyView study =
        StudyView.of(
            study(),
            new StudyProgress(
                2, NOON.minusSeconds(90), NOON, 1, false, Duration.ZERO, "CR-ROOM-2"));
    ReportView report = ReportView.of(report(text));
    ReadingView reading = ReadingView.of(findings, THRESHOLD);
    return new CaseDossier(
        CaseSummary.of(found, study, report, reading),
        study,
        report,
        reading,
        List.of(1),
        List.of(),
        null,
        List.of(
            new PriorView(
                "1.2.2", ID.toString(), "CR", "CHEST", study().started(), "Chest, a year ago")),
        Document.deliveredBy(entries),
        entries.stream().map(entry -> TimelineEvent.of(entry, Told.of(entry))).toList());
  }

  static List<Entry> story() {
    return List.of(
        entry(1, EntryKind.INSTANCE_KEPT, Map.of("instance", "1.2.3.4.5")),
        entry(2, EntryKind.INSTANCE_KEPT, Map.of("instance", "1.2.3.4.6")),
        entry(3, EntryKind.REPORT_KEPT, Map.of("version", "1")),
        entry(4, EntryKind.STUDY_SETTLED, Map.of("evidence", "quiet-period", "settling", "1")),
        entry(5, EntryKind.CASE_READY, Map.of("rule", "accession-number", "version", "1")),
        entry(6, EntryKind.FINDINGS_READY, Map.of("model", "chest-xr 1.0.0")),
        entry(7, EntryKind.RESULTS_READY, Map.of("object", "sha256")),
        entry(
            8,
            EntryKind.DELIVERED,
            Map.of(
                "server",
                "/fhir",
                "resources",
                "DiagnosticReport/12 Observation/13 Observation/14 ImagingStudy/9")));
  }

  static Entry entry(long id, EntryKind kind, Map<String, String> payload) {
    return new Entry(id, kind, kind.wireName() + id, ID, null, payload, NOON.plusSeconds(3 * id));
  }

  static Finding finding(
      String label,
      String code,
      double both,
      double image,
      double report,
      double concordance,
      boolean present,
      Region region) {
    return new Finding(
        List.of(new CodedText(code, "http://snomed.info/sct", label)),
        both,
        image,
        report,
        concordance,
        present,
        region);
  }

  private static List<WordAttention> attention(String... words) {
    double weight = 0.2;
    List<WordAttention> attention = new ArrayList<>();
    for (String word : words) {
      int begin = TEXT.indexOf(word);
      attention.add(new WordAttention(begin, begin + word.length(), weight));
      weight *= 0.7;
    }
    return attention;
  }
}
