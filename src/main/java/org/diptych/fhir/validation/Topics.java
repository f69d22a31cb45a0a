package org.diptych.fhir.validation;

import java.util.List;
import org.diptych.fhir.OwnResult;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;

/**
 * What others may subscribe to. R4 has no SubscriptionTopic: the Subscriptions R5 Backport guide
 * writes one as a Basic with R5's elements as cross-version extensions.
 */
final class Topics {
  static final String R5 =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.";
  private static final String OURS =
      ".identifier.where(system = '" + OwnResult.SYSTEM + "').exists()";

  private Topics() {}

  static List<Basic> all() {
    return List.of(
        ours(
            "result-written",
            "Result written",
            "A draft report of the engine was written, replaced or withdrawn.",
            "DiagnosticReport"),
        ours(
            "discordance-written",
            "Discordance written",
            "Image and report were found not to say the same, or no longer to contradict.",
            "DetectedIssue"),
        anybodys("imaging-study", "Imaging study", "ImagingStudy"),
        anybodys("diagnostic-report", "Diagnostic report", "DiagnosticReport"),
        anybodys("service-request", "Service request", "ServiceRequest"),
        anybodys("patient", "Patient", "Patient"));
  }

  /** Of the engine's own results. */
  private static Basic ours(String id, String title, String description, String type) {
    return topic(id, title, description, type, trigger(description, type, "%current" + OURS));
  }

  /** Of every resource of the type, whoever wrote it. */
  private static Basic anybodys(String id, String title, String type) {
    String description = "A resource of type " + type + " was created or updated, by anybody.";
    return topic(id, title, description, type, trigger(description, type, null));
  }

  private static Basic topic(
      String id, String title, String description, String type, Extension trigger) {
    Basic topic = new Basic();
    topic.setId(id);
    topic.setCode(
        new CodeableConcept(
            new Coding("http://hl7.org/fhir/fhir-types", "SubscriptionTopic", null)));
    topic.addExtension(R5 + "url", new UriType(Canonical.topic(id)));
    topic.addExtension(R5 + "version", new StringType(Publication.VERSION));
    topic.addExtension(R5 + "name", new StringType(Publication.name(id)));
    topic.addExtension(R5 + "title", new StringType(title));
    topic.addExtension(R5 + "status", new CodeType("active"));
    topic.addExtension(R5 + "description", new MarkdownType(description));
    topic.addExtension(trigger);
    topic.addExtension(filter(type));
    return topic;
  }

  private static Extension trigger(String description, String type, @Nullable String criteria) {
    Extension trigger = new Extension(R5 + "resourceTrigger");
    trigger.addExtension("description", new MarkdownType(description));
    trigger.addExtension("resource", new UriType(type));
    trigger.addExtension("supportedInteraction", new CodeType("create"));
    trigger.addExtension("supportedInteraction", new CodeType("update"));
    if (criteria != null) {
      trigger.addExtension("fhirPathCriteria", new StringType(criteria));
    }
    return trigger;
  }

  private static Extension filter(String type) {
    Extension filter = new Extension(R5 + "canFilterBy");
    filter.addExtension(
        "description",
        new MarkdownType(
            type.equals("Patient") ? "Of one identifier only." : "Of one patient only."));
    filter.addExtension("resource", new UriType(type));
    filter.addExtension(
        "filterParameter", new StringType(type.equals("Patient") ? "identifier" : "patient"));
    return filter;
  }
}
