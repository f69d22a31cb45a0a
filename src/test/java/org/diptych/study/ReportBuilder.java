package org.diptych.study;

import java.time.LocalDate;
import java.time.LocalDateTime;

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

  public RadiologyReport build() {
    return new RadiologyReport(
        new ReportKey(key),
        status,
        text,
        study,
        accession,
        patient,
        "PL1",
        "FI1",
        new CodedText("36643-5", "LN", "XR Chest 2 Views"),
        LocalDateTime.of(2026, 3, 1, 9, 30),
        priority,
        controlId);
  }
}
