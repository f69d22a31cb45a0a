package org.diptych.fhir.repository.subscription;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.diptych.fhir.OwnResult;
import org.diptych.fhir.validation.Canonical;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Resource;

/**
 * What can be subscribed to: resources of one type that are created or updated.
 *
 * @param type the resource type, by whose search parameters a subscription may filter
 * @param tells whether a resource of the type is told of
 */
public record ServedTopic(String canonical, String type, Predicate<Resource> tells) {
  /** Every topic that is served. */
  public static final List<ServedTopic> ALL =
      List.of(
          of("result-written", "DiagnosticReport", ServedTopic::isResult),
          of("discordance-written", "DetectedIssue", ServedTopic::isResult),
          of("imaging-study", "ImagingStudy", resource -> true),
          of("service-request", "ServiceRequest", resource -> true),
          of("patient", "Patient", resource -> true),
          of("diagnostic-report", "DiagnosticReport", resource -> true));

  private static final Set<String> TYPES =
      ALL.stream().map(ServedTopic::type).collect(Collectors.toUnmodifiableSet());

  /** Whether anybody can be told of resources of the type. */
  public static boolean tellsOf(String type) {
    return TYPES.contains(type);
  }

  private static ServedTopic of(String name, String type, Predicate<Resource> tells) {
    return new ServedTopic(Canonical.topic(name), type, tells);
  }

  /** The topic of a canonical URL; a version behind {@code |} is not looked at. */
  public static Optional<ServedTopic> named(String canonical) {
    String url = canonical.split("\\|", 2)[0];
    return ALL.stream().filter(topic -> topic.canonical().equals(url)).findFirst();
  }

  private static boolean isResult(Resource resource) {
    return OwnResult.isAmong(
        resource instanceof DiagnosticReport report
            ? report.getIdentifier()
            : ((DetectedIssue) resource).getIdentifier());
  }
}
