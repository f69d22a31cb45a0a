package org.diptych.fhir.source;

import java.time.LocalDateTime;
import java.util.Optional;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.PatientIdentity;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Reads a ServiceRequest as an imaging order. */
final class OrderReader {
  private final SourceTerms terms;
  private final PatientReader patients;

  OrderReader(SourceTerms terms, PatientReader patients) {
    this.terms = terms;
    this.patients = patients;
  }

  SourceContent read(ServiceRequest request, String version, References references)
      throws MissingPart {
    String placer = terms.placer(request.getIdentifier());
    String filler = terms.filler(request.getIdentifier());
    Optional<AccessionNumber> accession = terms.accession(request.getIdentifier());
    if (placer == null && filler == null && accession.isEmpty()) {
      return new SourceContent.Nothing("the ServiceRequest has no order or accession number");
    }
    PatientIdentity patient =
        references.resolve(request.getSubject()).orElse(null) instanceof Patient found
            ? patients.identity(found).orElse(null)
            : null;
    return new SourceContent.Ordered(
        new Order(
            placer,
            filler,
            accession.orElse(null),
            null,
            patient,
            SourceTerms.coded(request.getCode()),
            state(request),
            SourceTerms.priority(request.hasPriority() ? request.getPriority().toCode() : null),
            scheduled(request),
            version));
  }

  private static OrderState state(ServiceRequest request) {
    if (!request.hasStatus()) {
      return OrderState.REQUESTED;
    }
    return switch (request.getStatus()) {
      case REVOKED, ENTEREDINERROR -> OrderState.CANCELLED;
      case COMPLETED -> OrderState.COMPLETED;
      default -> OrderState.REQUESTED;
    };
  }

  private @Nullable LocalDateTime scheduled(ServiceRequest request) {
    if (request.getOccurrence() instanceof DateTimeType at) {
      return terms.local(at.getValue());
    }
    return request.getOccurrence() instanceof Period period ? terms.local(period.getStart()) : null;
  }
}
