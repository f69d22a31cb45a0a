package org.diptych.study;

import java.time.LocalDateTime;

/**
 * Builds SOP instances and their study for tests: {@code anInstance("1.2.3.1").ofStudy("1.2.3")}.
 */
public final class InstanceBuilder {
  private final String uid;
  private String study = "1.2.3";
  private String series;
  private Integer number = 1;
  private String view = "PA";
  private String imageType;
  private String modality = "CR";
  private AccessionNumber accession;
  private PatientIdentity patient = ReportBuilder.patient("P1", "HOSPITAL");
  private Priority priority = Priority.ROUTINE;
  private String description;
  private String bodyPart = "CHEST";
  private LocalDateTime started = LocalDateTime.of(2026, 3, 1, 9, 0);

  private InstanceBuilder(String uid) {
    this.uid = uid;
  }

  public static InstanceBuilder anInstance(String uid) {
    return new InstanceBuilder(uid);
  }

  public InstanceBuilder ofStudy(String value) {
    study = value;
    return this;
  }

  public InstanceBuilder ofSeries(String value) {
    series = value;
    return this;
  }

  public InstanceBuilder withNumber(Integer value) {
    number = value;
    return this;
  }

  public InstanceBuilder withView(String value) {
    view = value;
    return this;
  }

  public InstanceBuilder withImageType(String value) {
    imageType = value;
    return this;
  }

  public InstanceBuilder withModality(String value) {
    modality = value;
    return this;
  }

  public InstanceBuilder withAccession(String value) {
    return withAccession(value, null);
  }

  public InstanceBuilder withAccession(String value, String issuer) {
    accession = new AccessionNumber(value, issuer);
    return this;
  }

  public InstanceBuilder ofPatient(String id, String issuer) {
    patient = ReportBuilder.patient(id, issuer);
    return this;
  }

  public InstanceBuilder ofNobody() {
    patient = null;
    return this;
  }

  public InstanceBuilder with(Priority value) {
    priority = value;
    return this;
  }

  public InstanceBuilder withStudyDescription(String value) {
    description = value;
    return this;
  }

  public InstanceBuilder ofBodyPart(String value) {
    bodyPart = value;
    return this;
  }

  /** When the study began: {@code 2026-03-01T09:00}. */
  public InstanceBuilder started(String value) {
    started = LocalDateTime.parse(value);
    return this;
  }

  public SopInstance build() {
    return new SopInstance(
        new Uid(uid),
        new Uid("1.2.840.10008.5.1.4.1.1.1"),
        new Uid("1.2.840.10008.1.2.1"),
        new Uid(series == null ? study + ".9" : series),
        new Uid(study),
        modality,
        bodyPart,
        view,
        number,
        imageType,
        2048,
        2500);
  }

  public ImagingStudy study() {
    return new ImagingStudy(
        new Uid(study), accession, patient, modality, bodyPart, started, description, priority);
  }
}
