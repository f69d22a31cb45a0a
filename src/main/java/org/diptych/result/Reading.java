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

/** Everything the documents of one reading are made of. */
record Reading(
    Case subject,
    Findings findings,
    @Nullable ImagingStudy study,
    List<KeptInstance> instances,
    @Nullable KeptReport report) {

  Reading {
    instances = List.copyOf(instances);
  }

  /** The patient as the images say, with the report's issuer where only that names one. */
  Optional<PatientIdentity> patient() {
    PatientIdentity ofReport = report == null ? null : report.report().patient();
    PatientIdentity ofStudy = study == null ? null : study.patient();
    if (ofStudy == null || ofReport == null) {
      return Optional.ofNullable(ofStudy == null ? ofReport : ofStudy);
    }
    PatientId id = ofStudy.id();
    boolean reportKnowsMore = id.issuer() == null && id.sameAs(ofReport.id());
    return Optional.of(
        new PatientIdentity(
            reportKnowsMore ? ofReport.id() : id,
            ofStudy.name() == null ? ofReport.name() : ofStudy.name(),
            ofStudy.birthDate() == null ? ofReport.birthDate() : ofStudy.birthDate(),
            ofStudy.sex() == null ? ofReport.sex() : ofStudy.sex()));
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
