package org.diptych.study;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Builds reports for tests: {@code aReport().withAccession("A1").build()}. */
public final class ReportBuilder {
  private String key = "F1";
  private ReportStatus status = ReportStatus.FINAL;
  private String text = "FINDINGS: clear lungs.\nIMPRESSION: normal.";
  private Uid study;
  private AccessionNumber accession;
  private PatientIdentity patient = patient("P1", "HOSPITAL");
  private Priority priority = Priority.ROUTINE;
  private String controlId = "M1";
  private String placer = "PL1";
  private String filler = "FI1";
  private CodedText procedure = new CodedText("36643-5", "LN", "XR Chest 2 Views");
  private LocalDateTime observed = LocalDateTime.of(2026, 3, 1, 9, 30);
  private LocalDateTime issued;
  private String author;
  private boolean addendum;
  private final List<StudyLink> others = new ArrayList<>();

  private ReportBuilder() {}

  public static ReportBuilder aReport() {
    return new ReportBuilder();
  }

  public static PatientIdentity patient(String id, String issuer) {
    return new PatientIdentity(
        new PatientId(id, issuer), "Canary^Anna", LocalDate.of(1960, 2, 29), "F");
  }

  public ReportBuilder withKey(String value) {
    key = value;
    return this;
  }

  public ReportBuilder withStatus(ReportStatus value) {
    status = value;
    return this;
  }

  public ReportBuilder withText(String value) {
    text = value;
    return this;
  }

  public ReportBuilder ofStudy(String uid) {
    study = new Uid(uid);
    return this;
  }

  public ReportBuilder withAccession(String value) {
    return withAccession(value, null);
  }

  public ReportBuilder withAccession(String value, String issuer) {
    accession = new AccessionNumber(value, issuer);
    return this;
  }

  public ReportBuilder ofPatient(String id, String issuer) {
    patient = patient(id, issuer);
    return this;
  }

  public ReportBuilder ofNobody() {
    patient = null;
    return this;
  }

  public ReportBuilder with(Priority value) {
    priority = value;
    return this;
  }

  public ReportBuilder withControlId(String value) {
    controlId = value;
    return this;
  }

  public ReportBuilder withOrder(String placerOrderNumber, String fillerOrderNumber) {
    placer = placerOrderNumber;
    filler = fillerOrderNumber;
    return this;
  }

  public ReportBuilder withProcedure(String words) {
    procedure = words == null ? null : new CodedText(words, "L", words);
    return this;
  }

  public ReportBuilder observedAt(LocalDateTime value) {
    observed = value;
    return this;
  }

  /** When the sender gave it this status: {@code 2026-03-01T10:00}. */
  public ReportBuilder issued(String value) {
    issued = LocalDateTime.parse(value);
    return this;
  }

  public ReportBuilder asAddendum() {
    addendum = true;
    return this;
  }

  /** A further study that the report describes. */
  public ReportBuilder andStudy(String uid) {
    others.add(new StudyLink(new Uid(uid), null));
    return this;
  }

  /** A further order that the report describes. */
  public ReportBuilder andAccession(String value) {
    others.add(new StudyLink(null, new AccessionNumber(value, null)));
    return this;
  }

  public ReportBuilder by(String name) {
    author = name;
    return this;
  }

  public RadiologyReport build() {
    return new RadiologyReport(
        new ReportKey(key),
        status,
        text,
        study,
        accession,
        patient,
        placer,
        filler,
        procedure,
        observed,
        priority,
        controlId,
        issued,
        addendum,
        others,
        author);
  }
}
