package org.diptych.fhir.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * R5 as R4 has it, for the types that the engine reads. What R4 calls otherwise is renamed, a code
 * that R4 does not know becomes the one it is a kind of, and an element of another type that nobody
 * reads is left out. (The toolkit's converter loses DiagnosticReport.study and every connection
 * type of an Endpoint but the first.)
 */
final class R5Resources {
  /** Elements that have the same name and another type, by resource type. */
  private static final Map<String, List<String>> OTHERWISE =
      Map.of(
          "ImagingStudy", List.of("modality"),
          "DiagnosticReport", List.of("media"),
          "ServiceRequest", List.of("orderDetail", "supportingInfo", "patientInstruction"),
          "Practitioner", List.of("communication"));

  /** What is read, also where it is contained. */
  private static final Set<String> READ =
      Set.of(
          "Patient",
          "ServiceRequest",
          "ImagingStudy",
          "Endpoint",
          "Observation",
          "Practitioner",
          "DiagnosticReport",
          "Binary");

  private R5Resources() {}

  /** The resource in R4; it is changed and may not be used any more. */
  static ObjectNode toR4(ObjectNode resource) {
    String type = resource.path("resourceType").asText();
    resource.remove(OTHERWISE.getOrDefault(type, List.of()));
    if (resource.path("contained") instanceof ArrayNode contained) {
      contained(contained);
    }
    return switch (type) {
      case "Bundle" -> bundle(resource, R5Resources::toR4);
      case "SubscriptionStatus" -> R5Subscriptions.statusToR4(resource);
      case "Subscription" -> R5Subscriptions.toR4(resource);
      case "ImagingStudy" -> study(resource);
      case "DiagnosticReport" -> report(resource);
      case "ServiceRequest" -> order(resource);
      case "Endpoint" -> endpoint(resource);
      case "Observation" -> observation(resource);
      // What a server says of a search besides has codes that R4 does not know.
      case "OperationOutcome" -> outcome(resource);
      default -> resource;
    };
  }

  /** Of a server that has nothing of R5 but the status of subscriptions. */
  static ObjectNode statusToR4(ObjectNode resource) {
    return switch (resource.path("resourceType").asText()) {
      case "Bundle" -> bundle(resource, R5Resources::statusToR4);
      case "SubscriptionStatus" -> R5Subscriptions.statusToR4(resource);
      default -> resource;
    };
  }

  private static ObjectNode bundle(ObjectNode bundle, UnaryOperator<ObjectNode> change) {
    if (bundle.path("type").asText().equals("subscription-notification")) {
      bundle.put("type", "history");
    }
    for (JsonNode entry : bundle.path("entry")) {
      if (entry instanceof ObjectNode full && entry.path("resource") instanceof ObjectNode each) {
        full.set("resource", change.apply(each));
      }
    }
    return bundle;
  }

  private static void contained(ArrayNode contained) {
    for (int i = contained.size() - 1; i >= 0; i--) {
      if (contained.get(i) instanceof ObjectNode each
          && READ.contains(each.path("resourceType").asText())) {
        contained.set(i, toR4(each));
      } else {
        contained.remove(i);
      }
    }
  }

  private static ObjectNode study(ObjectNode study) {
    for (JsonNode series : study.path("series")) {
      if (series instanceof ObjectNode each) {
        each.remove(List.of("bodySite", "laterality"));
        firstCoding(each, "modality", each.path("modality"));
      }
    }
    return study;
  }

  private static ObjectNode report(ObjectNode report) {
    renamed(report, "study", "imagingStudy");
    if (report.path("status").asText().equals("modified")) {
      report.put("status", "preliminary");
    }
    return report;
  }

  private static ObjectNode order(ObjectNode order) {
    // A CodeableReference: what is ordered may also be a plan that is referred to.
    JsonNode concept = order.path("code").path("concept");
    order.remove("code");
    if (concept.isObject()) {
      order.set("code", concept);
    }
    return order;
  }

  private static ObjectNode observation(ObjectNode observation) {
    withoutComparator(observation);
    observation.path("component").forEach(R5Resources::withoutComparator);
    return observation;
  }

  /** "Sufficient to achieve this total" is of what is to be given, and nothing R4 could say. */
  private static void withoutComparator(JsonNode valued) {
    if (valued.path("valueQuantity") instanceof ObjectNode quantity
        && quantity.path("comparator").asText().equals("ad")) {
      quantity.remove("comparator");
    }
  }

  private static ObjectNode outcome(ObjectNode outcome) {
    for (JsonNode issue : outcome.path("issue")) {
      if (issue instanceof ObjectNode each && each.path("severity").asText().equals("success")) {
        each.put("severity", "information").put("code", "informational");
      }
      if (issue instanceof ObjectNode each && each.path("code").asText().equals("limited-filter")) {
        each.put("code", "incomplete");
      }
    }
    return outcome;
  }

  private static ObjectNode endpoint(ObjectNode endpoint) {
    JsonNode types = endpoint.path("connectionType");
    JsonNode chosen = types.path(0);
    for (JsonNode type : types) {
      for (JsonNode coding : type.path("coding")) {
        if (coding.path("code").asText().equals(StudyReader.WADO_RS)) {
          chosen = type;
        }
      }
    }
    firstCoding(endpoint, "connectionType", chosen);
    return endpoint;
  }

  /** A CodeableConcept becomes the Coding that R4 has there. */
  private static void firstCoding(ObjectNode parent, String name, JsonNode concept) {
    JsonNode coding = concept.path("coding").path(0);
    parent.remove(name);
    if (coding.isObject()) {
      parent.set(name, coding);
    }
  }

  private static void renamed(ObjectNode resource, String from, String to) {
    JsonNode value = resource.remove(from);
    if (value != null) {
      resource.set(to, value);
    }
  }
}
