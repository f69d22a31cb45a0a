package org.diptych.fhir.source;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diptych.study.AccessionNumber;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.StudyLink;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Reads a DiagnosticReport as a radiology report, with the study and order it refers to. */
final class ReportReader {
  private static final String DICOM_UID = "urn:dicom:uid";

  private final SourceTerms terms;
  private final PatientReader patients;
  private final String source;

  ReportReader(SourceTerms terms, PatientReader patients, String source) {
    this.terms = terms;
    this.patients = patients;
    this.source = source;
  }

  SourceContent read(DiagnosticReport said, String version, References references)
      throws MissingPart {
    Optional<ReportStatus> status = status(said);
    if (status.isEmpty()) {
      return new SourceContent.Nothing("the DiagnosticReport is not written yet");
    }
    String text = ReportText.of(said, references);
    if (text.isBlank() && status.get() != ReportStatus.CANCELLED) {
      return new SourceContent.Nothing("the DiagnosticReport has no text");
    }
    List<ServiceRequest> requests = requests(said, references);
    List<Identifier> identifiers = new ArrayList<>(said.getIdentifier());
    requests.forEach(request -> identifiers.addAll(request.getIdentifier()));
    List<Uid> studies = studies(said, references, identifiers);
    PatientIdentity patient =
        references.resolve(said.getSubject()).orElse(null) instanceof Patient found
            ? patients.identity(found).orElse(null)
            : null;
    AccessionNumber accession = terms.accession(identifiers).orElse(null);
    return new SourceContent.Report(
        new RadiologyReport(
            key(said),
            status.get(),
            text,
            studies.isEmpty() ? null : studies.get(0),
            accession,
            patient,
            terms.placer(identifiers),
            terms.filler(identifiers),
            SourceTerms.coded(said.getCode()),
            observed(said),
            priority(requests),
            version,
            issued(said),
            false,
            studies.stream().skip(1).map(study -> new StudyLink(study, null)).toList(),
            author(said, references)));
  }

  /**
   * DiagnosticReport.status as OBR-25 would say it. {@code appended} brings the whole text again,
   * so it corrects and is no addendum; {@code registered} has nothing to read yet.
   */
  private static Optional<ReportStatus> status(DiagnosticReport said) {
    if (!said.hasStatus()) {
      return Optional.empty();
    }
    return switch (said.getStatus()) {
      case PARTIAL -> Optional.of(ReportStatus.PARTIAL);
      case PRELIMINARY -> Optional.of(ReportStatus.PRELIMINARY);
      case FINAL -> Optional.of(ReportStatus.FINAL);
      case AMENDED, CORRECTED, APPENDED -> Optional.of(ReportStatus.CORRECTED);
      case CANCELLED, ENTEREDINERROR -> Optional.of(ReportStatus.CANCELLED);
      default -> Optional.empty();
    };
  }

  /** The first business identifier with its system, else where the resource lives. */
  private ReportKey key(DiagnosticReport said) {
    String identity =
        said.getIdentifier().stream()
            .filter(Identifier::hasValue)
            .findFirst()
            .map(each -> (each.hasSystem() ? each.getSystem() : "") + "|" + each.getValue())
            .orElse("DiagnosticReport/" + said.getIdElement().getIdPart());
    return ReportKey.named("fhir " + source + "|" + identity);
  }

  private static List<ServiceRequest> requests(DiagnosticReport said, References references)
      throws MissingPart {
    List<ServiceRequest> found = new ArrayList<>();
    for (Reference each : said.getBasedOn()) {
      if (references.resolve(each).orElse(null) instanceof ServiceRequest request) {
        found.add(request);
      } else if (each.hasIdentifier()) {
        found.add(new ServiceRequest().addIdentifier(each.getIdentifier()));
      }
    }
    return found;
  }

  /** By resource or by logical reference; what the studies are known by joins the identifiers. */
  private static List<Uid> studies(
      DiagnosticReport said, References references, List<Identifier> identifiers)
      throws MissingPart {
    List<Uid> studies = new ArrayList<>();
    for (Reference each : said.getImagingStudy()) {
      ImagingStudy study = new ImagingStudy();
      if (references.resolve(each).orElse(null) instanceof ImagingStudy found) {
        study = found;
      } else if (DICOM_UID.equals(each.getIdentifier().getSystem())) {
        study.addIdentifier(each.getIdentifier());
      }
      identifiers.addAll(study.getIdentifier());
      StudyReader.uid(study).filter(uid -> !studies.contains(uid)).ifPresent(studies::add);
    }
    return studies;
  }

  /** {@code resultsInterpreter}, else a {@code performer} that is a person. */
  private static @Nullable String author(DiagnosticReport said, References references)
      throws MissingPart {
    List<Reference> people = new ArrayList<>(said.getResultsInterpreter());
    people.addAll(said.getPerformer());
    for (Reference each : people) {
      if (each.hasDisplay()) {
        return each.getDisplay();
      }
      if (references.resolve(each).orElse(null) instanceof Practitioner person
          && person.hasName()) {
        return person.getNameFirstRep().getNameAsSingleString();
      }
    }
    return null;
  }

  private static Priority priority(List<ServiceRequest> requests) {
    Priority highest = Priority.ROUTINE;
    for (ServiceRequest request : requests) {
      Priority own =
          SourceTerms.priority(request.hasPriority() ? request.getPriority().toCode() : null);
      highest = own.rank() > highest.rank() ? own : highest;
    }
    return highest;
  }

  private @Nullable LocalDateTime observed(DiagnosticReport said) {
    if (said.getEffective() instanceof DateTimeType at) {
      return terms.local(at.getValue());
    }
    return said.getEffective() instanceof Period period ? terms.local(period.getStart()) : null;
  }

  private @Nullable LocalDateTime issued(DiagnosticReport said) {
    InstantType at =
        said.hasIssued() ? said.getIssuedElement() : said.getMeta().getLastUpdatedElement();
    return terms.local(at.getValue());
  }
}
