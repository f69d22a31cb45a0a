package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import org.diptych.fhir.validation.ResourceValidator;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Holds a resource to FHIR R4, to the profiles it claims or is asked about, and to what this
 * repository takes. The answer is for whoever sent the resource and may quote it; it is never
 * logged.
 */
final class Validation {
  private final ResourceText text;
  private final ResourceValidator validator;

  Validation(ResourceText text, ResourceValidator validator) {
    this.text = text;
    this.validator = validator;
  }

  /** Everything there is to say; nothing is stored. */
  OperationOutcome outcome(Validatable type, @Nullable String id, RequestDetails request) {
    ValidationRequest asked;
    try {
      asked = ValidationRequest.of(request, text.context());
    } catch (ValidationRequest.NotParsed broken) {
      OperationOutcome outcome = new OperationOutcome();
      outcome.addIssue(issue(IssueSeverity.FATAL, IssueType.STRUCTURE, broken.why()));
      return outcome;
    }
    @Nullable String profile = asked.profile();
    if (profile != null && !validator.knows(profile)) {
      throw Refusal.notSupported("The parameter 'profile' names a profile that is not known here.");
    }
    @Nullable Resource sent = asked.resource();
    if (sent == null) {
      return validator.validate(type.checked(held(type, id)), profile);
    }
    if (sent.getClass() != type.type()) {
      throw Refusal.invalid("The resource is not of the type that the URL names.");
    }
    OperationOutcome outcome = validator.validate(type.checked(sent), profile);
    if (asked.mode() == ValidationRequest.Mode.UPDATE) {
      requireIds(outcome, id, sent.getIdElement().getIdPart());
    }
    if (asked.mode() != ValidationRequest.Mode.PROFILE) {
      requireKept(outcome, type, sent);
    }
    return outcome;
  }

  private static Resource held(Validatable type, @Nullable String id) {
    if (id == null) {
      throw Refusal.invalid("There is no resource to validate; send one, or name one by its id.");
    }
    return type.held(id);
  }

  private static void requireKept(OperationOutcome outcome, Validatable type, Resource sent) {
    try {
      type.requireKept(sent);
    } catch (BaseServerResponseException refused) {
      outcome.addIssue(
          issue(IssueSeverity.ERROR, IssueType.BUSINESSRULE, String.valueOf(refused.getMessage())));
    }
  }

  /** As {@code PUT [type]/[id]} would. */
  private static void requireIds(
      OperationOutcome outcome, @Nullable String id, @Nullable String idInBody) {
    if (idInBody == null || (id != null && !id.equals(idInBody))) {
      outcome.addIssue(
          issue(
              IssueSeverity.ERROR,
              IssueType.INVALID,
              "An update needs the id of the URL in the resource, too."));
    }
  }

  private static OperationOutcomeIssueComponent issue(
      IssueSeverity severity, IssueType type, String why) {
    return new OperationOutcomeIssueComponent()
        .setSeverity(severity)
        .setCode(type)
        .setDiagnostics(why);
  }
}
