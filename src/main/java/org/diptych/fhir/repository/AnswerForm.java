package org.diptych.fhir.repository;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.NotModifiedException;
import ca.uhn.fhir.util.DateUtils;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a resource are sent (FHIR R4 search, section 3.1.1.5.8), and whether it is sent.
 * HAPI leaves mandatory elements out of {@code _elements}, answers {@code _summary=text} with HTML,
 * and compares times of update finer than HTTP tells them.
 */
final class AnswerForm {
  private static final String ELEMENTS = Constants.PARAM_ELEMENTS;
  private static final String SUMMARY = Constants.PARAM_SUMMARY;

  private AnswerForm() {}

  /** Asks HAPI for what R4 means; the links of the answer are written before. */
  static void settle(RequestDetails request, FhirContext context) {
    boolean text = values(request, SUMMARY).contains("text");
    String wanted =
        text
            ? "text"
            : values(request, ELEMENTS).stream()
                .filter(value -> !value.isBlank())
                .collect(Collectors.joining(","));
    if (text) {
      request.removeParameter(SUMMARY);
    }
    if (!wanted.isEmpty()) {
      String mandatory =
          ResourceTypes.all().stream()
              .flatMap(type -> mandatory(type, context))
              .collect(Collectors.joining(","));
      request.addParameter(ELEMENTS, new String[] {wanted + ",id,meta," + mandatory});
    }
  }

  /** The resource, unless it is as old as what the client has; HTTP tells whole seconds. */
  static Resource unlessUnmodified(RequestDetails request, Resource resource) {
    @Nullable String since = request.getHeader(Constants.HEADER_IF_MODIFIED_SINCE);
    if (since != null
        && request.getHeader(Constants.HEADER_IF_NONE_MATCH) == null
        && resource.getMeta().getLastUpdated().getTime() / 1000
            <= DateUtils.parseDate(since).getTime() / 1000) {
      throw new NotModifiedException("");
    }
    return resource;
  }

  private static Stream<String> mandatory(ResourceType type, FhirContext context) {
    return context.getResourceDefinition(type.type()).getChildren().stream()
        .filter(child -> child.getMin() > 0)
        .map(child -> type.name() + "." + child.getElementName());
  }

  private static List<String> values(RequestDetails request, String parameter) {
    String @Nullable [] values = request.getParameters().get(parameter);
    return values == null ? List.of() : Arrays.asList(values);
  }
}
