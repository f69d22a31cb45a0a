package org.diptych.fhir.client;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;

/** The part of an OperationOutcome that cannot hold patient data: its codes. */
final class OutcomeCodes {
  private static final int AT_MOST = 10;
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  /** HAPI servers begin their diagnostics with a code of their own. */
  private static final Pattern DIAGNOSTICS_CODE = Pattern.compile("^(HAPI-\\d{4})\\b");

  private OutcomeCodes() {}

  static List<String> of(@Nullable IBaseOperationOutcome outcome) {
    if (!(outcome instanceof OperationOutcome said)) {
      return List.of();
    }
    return said.getIssue().stream().limit(AT_MOST).map(OutcomeCodes::of).toList();
  }

  private static String of(OperationOutcomeIssueComponent issue) {
    String severity = issue.hasSeverity() ? issue.getSeverity().toCode() : "?";
    String code = issue.hasCode() ? issue.getCode().toCode() : "?";
    Stream<String> details =
        issue.getDetails().getCoding().stream()
            .map(Coding::getCode)
            .filter(c -> c != null && CODE.matcher(c).matches());
    return String.join(
        " ",
        Stream.of(Stream.of(severity + "/" + code), details, diagnosticsCode(issue).stream())
            .flatMap(parts -> parts)
            .toList());
  }

  private static Optional<String> diagnosticsCode(OperationOutcomeIssueComponent issue) {
    if (!issue.hasDiagnostics()) {
      return Optional.empty();
    }
    Matcher matcher = DIAGNOSTICS_CODE.matcher(issue.getDiagnostics());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
