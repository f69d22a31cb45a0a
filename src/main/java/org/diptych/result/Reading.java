package org.diptych.result;

import java.util.List;
import java.util.Optional;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.KeptReport;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Case;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.RadiologyReport;
import org.jspecify.annotations.Nullable;

/**
 * Everything the documents of one reading are made of.
 *
 * @param who the patient now, or null when nobody said who it is
 * @param card of the model, or null when its package is gone
 * @param pictures of the image, or null when none were kept
 */
record Reading(
    Case subject,
    Findings findings,
    @Nullable ImagingStudy study,
    List<KeptInstance> instances,
    @Nullable KeptReport report,
    @Nullable PatientIdentity who,
    @Nullable String card,
    @Nullable ReadingPictures pictures) {

  Reading {
    instances = List.copyOf(instances);
  }

  /** A reading whose patient is as the images and the report say. */
  Reading(
      Case subject,
      Findings findings,
      @Nullable ImagingStudy study,
      List<KeptInstance> instances,
      @Nullable KeptReport report) {
    this(subject, findings, study, instances, report, said(study, report), null, null);
  }

  /** The patient as the images say, with the report's issuer where only that names one. */
  static @Nullable PatientIdentity said(@Nullable ImagingStudy study, @Nullable KeptReport report) {
    PatientIdentity ofReport = report == null ? null : report.report().patient();
    PatientIdentity ofStudy = study == null ? null : study.patient();
    if (ofStudy == null || ofReport == null) {
      return ofStudy == null ? ofReport : ofStudy;
    }
    PatientId id = ofStudy.id();
    boolean reportKnowsMore = id.issuer() == null && id.sameAs(ofReport.id());
    return new PatientIdentity(
        reportKnowsMore ? ofReport.id() : id,
        ofStudy.name() == null ? ofReport.name() : ofStudy.name(),
        ofStudy.birthDate() == null ? ofReport.birthDate() : ofStudy.birthDate(),
        ofStudy.sex() == null ? ofReport.sex() : ofStudy.sex());
  }

  Reading of(@Nullable PatientIdentity patient) {
    return new Reading(subject, findings, study, instances, report, patient, card, pictures);
  }

  Reading with(@Nullable String cardOfModel, @Nullable ReadingPictures drawn) {
    return new Reading(subject, findings, study, instances, report, who, cardOfModel, drawn);
  }

  Optional<PatientIdentity> patient() {
    return Optional.ofNullable(who);
  }

  /** The accession number, preferring the side that knows its issuer. */
  Optional<AccessionNumber> accession() {
    AccessionNumber ofReport = report == null ? null : report.report().accession();
    AccessionNumber ofStudy = study == null ? null : study.accession();
    if (ofStudy == null) {
      return Optional.ofNullable(ofReport);
    }
    if (ofReport != null && ofStudy.issuer() == null && ofStudy.sameAs(ofReport)) {
      return Optional.of(ofReport);
    }
    return Optional.of(ofStudy);
  }

  Optional<RadiologyReport> message() {
    return Optional.ofNullable(report).map(KeptReport::report);
  }
}
