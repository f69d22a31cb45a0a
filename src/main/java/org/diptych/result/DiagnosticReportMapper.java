package org.diptych.result;

import java.util.List;
import org.diptych.fhir.OwnResult;
import org.diptych.fhir.validation.Canonical;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.RadiologyReport;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Identifier;

/**
 * The preliminary DiagnosticReport of a reading. It has neither performer nor resultsInterpreter:
 * no person interpreted anything, and R4 lets no Device stand there.
 */
final class DiagnosticReportMapper {
  private static final String LOINC = "http://loinc.org";
  private static final String V2_0074 = "http://terminology.hl7.org/CodeSystem/v2-0074";

  private final StudyTime time;

  DiagnosticReportMapper(StudyTime time) {
    this.time = time;
  }

  static Identifier identifier(ResultAddress address) {
    return OwnResult.identifier(address.ofReport());
  }

  DiagnosticReport report(
      Identifier identifier, Reading reading, Slots slots, List<Slot> observations) {
    DiagnosticReport report = new DiagnosticReport();
    AiTransparency.label(report, Canonical.DRAFT_REPORT);
    report.addIdentifier(identifier);
    if (slots.order() != null) {
      report.addBasedOn(slots.order().reference());
    }
    report.setStatus(DiagnosticReportStatus.PRELIMINARY);
    report.addCategory(new CodeableConcept(new Coding(V2_0074, "RAD", "Radiology")));
    report.setCode(code(reading));
    report.setSubject(slots.subject());
    time.of(reading).ifPresent(report::setEffective);
    report.setIssuedElement(StudyTime.instant(reading.findings().readAt()));
    observations.forEach(slot -> report.addResult(slot.reference()));
    if (slots.study() != null) {
      report.addImagingStudy(slots.study().reference());
    }
    report.setConclusion(Conclusion.of(reading.findings()));
    if (reading.findings().abstained() == null) {
      reading.findings().findings().stream()
          .filter(Finding::present)
          .map(finding -> Codings.concept(finding.codes()).setText(finding.label()))
          .forEach(report::addConclusionCode);
    }
    PresentedForms.of(reading, reading.pictures()).forEach(report::addPresentedForm);
    return report;
  }

  /** The procedure as ordered, and the code by which every imaging report is found. */
  private static CodeableConcept code(Reading reading) {
    CodedText procedure = reading.message().map(RadiologyReport::procedure).orElse(null);
    CodeableConcept code = procedure == null ? new CodeableConcept() : Codings.concept(procedure);
    return code.addCoding(new Coding(LOINC, "18748-4", "Diagnostic imaging study"));
  }
}
