package org.diptych.fhir.repository;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a failure becomes an OperationOutcome. HAPI's own texts quote what the client
 * sent, so they are replaced; ours do not.
 */
@Interceptor
public final class ErrorAnswers {
  private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

  /** HAPI's numbers for a body that is no FHIR, and for a resource type without a provider. */
  private static final String BODY_NOT_PARSED = "HAPI-0450";

  private static final String NO_SUCH_TYPE = "HAPI-0302";

  private static final Pattern POSITION = Pattern.compile("line: (\\d+), column: (\\d+)");
  private static final Pattern ELEMENT = Pattern.compile("\\[element=\"([A-Za-z]{1,40})\"]");

  /** What the client is told. */
  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public BaseServerResponseException answerTo(Throwable failure, @Nullable RequestDetails request) {
    if (failure instanceof BaseServerResponseException answer) {
      return Refusal.isOurs(answer) ? answer : inOurWords(answer);
    }
    if (failure instanceof DataFormatException broken) {
      return notParsed(String.valueOf(broken.getMessage()));
    }
    logPlace(failure);
    return Refusal.unexpected();
  }

  private static BaseServerResponseException inOurWords(BaseServerResponseException answer) {
    String message = String.valueOf(answer.getMessage());
    if (message.contains(BODY_NOT_PARSED)) {
      return notParsed(message);
    }
    if (message.contains(NO_SUCH_TYPE)) {
      return ResourceTypes.unknown();
    }
    int status = answer.getStatusCode();
    if (status >= 500) {
      logPlace(answer);
      return Refusal.unexpected();
    }
    return switch (status) {
      case 400 ->
          Refusal.invalid(
              "The request is not one of the interactions that /metadata lists, or its headers,"
                  + " id or content type do not fit.");
      case 404, 410 -> Repository.unknown();
      case 405 -> Refusal.methodNotAllowed("The method is not supported here.");
      default -> Refusal.status(status, IssueType.PROCESSING, "The request was refused.");
    };
  }

  /** The kind and the place of a failure; its message may quote a resource. */
  private static void logPlace(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    StackTraceElement[] stack = cause.getStackTrace();
    LOG.errorf(
        "FHIR repository: unexpected %s at %s",
        cause.getClass().getName(), stack.length == 0 ? "?" : stack[0]);
  }

  private static BaseServerResponseException notParsed(String message) {
    return Refusal.invalid(whyNotParsed(message));
  }

  /** Only the place of the mistake is told: the texts of parsers quote the content. */
  static String whyNotParsed(String message) {
    StringBuilder why = new StringBuilder("The body is not valid FHIR R4");
    Matcher position = POSITION.matcher(message);
    if (position.find()) {
      why.append(", line ").append(position.group(1)).append(", column ").append(position.group(2));
    }
    Matcher element = ELEMENT.matcher(message);
    if (element.find()) {
      why.append(", at element '").append(element.group(1)).append("'");
    }
    return why.append(".").toString();
  }
}
