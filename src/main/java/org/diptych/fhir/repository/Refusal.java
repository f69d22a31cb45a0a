package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * The answers that are not success. Texts name our own terms (types, parameters, entry numbers),
 * never a value that a client sent, because those are patient data.
 */
final class Refusal {
  private static final String OURS = Refusal.class.getName();

  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z_.:$-]{0,60}");

  private Refusal() {}

  /** Whether the answer was written here, and so quotes nothing that a client sent. */
  static boolean isOurs(BaseServerResponseException answer) {
    return answer.getOperationOutcome() instanceof OperationOutcome outcome
        && outcome.getUserData(OURS) != null;
  }

  /** The name of a parameter, unless it could hide a value. */
  static String shown(String parameter) {
    return PARAMETER.matcher(parameter).matches() ? parameter : "(not shown)";
  }

  static BaseServerResponseException invalid(String why) {
    return answer(new InvalidRequestException(why), IssueType.INVALID, why);
  }

  static BaseServerResponseException notSupported(String why) {
    return answer(new InvalidRequestException(why), IssueType.NOTSUPPORTED, why);
  }

  static BaseServerResponseException methodNotAllowed(String why) {
    return answer(new MethodNotAllowedException(why), IssueType.NOTSUPPORTED, why);
  }

  static BaseServerResponseException notFound(String why) {
    return answer(new ResourceNotFoundException(why), IssueType.NOTFOUND, why);
  }

  static BaseServerResponseException conflict(String why) {
    return answer(new ResourceVersionConflictException(why), IssueType.CONFLICT, why);
  }

  static BaseServerResponseException stale(String why) {
    return answer(new PreconditionFailedException(why), IssueType.CONFLICT, why);
  }

  static BaseServerResponseException unmet(String why) {
    return answer(new PreconditionFailedException(why), IssueType.BUSINESSRULE, why);
  }

  static BaseServerResponseException severalMatch(String why) {
    return answer(new PreconditionFailedException(why), IssueType.MULTIPLEMATCHES, why);
  }

  static BaseServerResponseException tooLarge(String why) {
    return answer(new PayloadTooLargeException(why), IssueType.TOOLONG, why);
  }

  static BaseServerResponseException unprocessable(String why) {
    return answer(new UnprocessableEntityException(why), IssueType.BUSINESSRULE, why);
  }

  /** The client should come back: the database is busy or away. */
  static BaseServerResponseException busy() {
    String why = "The repository can not reach its database now; nothing was changed.";
    BaseServerResponseException busy =
        answer(new UnclassifiedServerFailureException(503, why), IssueType.TRANSIENT, why);
    busy.addResponseHeader(Constants.HEADER_RETRY_AFTER, "5");
    return busy;
  }

  static BaseServerResponseException unexpected() {
    String why = "The repository failed unexpectedly; nothing was changed.";
    return answer(new InternalErrorException(why), IssueType.EXCEPTION, why);
  }

  /** Any other status, with the issue type that suits it. */
  static BaseServerResponseException status(int status, IssueType type, String why) {
    return answer(BaseServerResponseException.newInstance(status, why), type, why);
  }

  private static BaseServerResponseException answer(
      BaseServerResponseException exception, IssueType type, String why) {
    OperationOutcome outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(type).setDiagnostics(why);
    outcome.setUserData(OURS, true);
    exception.setOperationOutcome(outcome);
    return exception;
  }
}
