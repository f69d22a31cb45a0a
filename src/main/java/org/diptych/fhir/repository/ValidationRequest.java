package org.diptych.fhir.repository;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $validate} is asked: the resource as the body or inside Parameters, and the other
 * parameters there or in the URL.
 */
record ValidationRequest(@Nullable Resource resource, Mode mode, @Nullable String profile) {
  /** What the resource is meant for; deletion is not offered. */
  enum Mode {
    ANY,
    CREATE,
    UPDATE,
    PROFILE
  }

  /** The body is no FHIR R4, which is an answer here and no failure. */
  static final class NotParsed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    private NotParsed(String why) {
      this.why = why;
    }

    /** The place, without what is there. */
    String why() {
      return why;
    }
  }

  private static final Set<String> OF_THE_FORM = Set.of("_format", "_pretty");

  static ValidationRequest of(RequestDetails request, FhirContext context) throws NotParsed {
    Reader reader = new Reader();
    for (Map.Entry<String, String[]> parameter : request.getParameters().entrySet()) {
      if (!OF_THE_FORM.contains(parameter.getKey())) {
        for (String value : parameter.getValue()) {
          reader.take(parameter.getKey(), value);
        }
      }
    }
    @Nullable Resource body = body(request, context);
    if (!(body instanceof Parameters parameters)) {
      return new ValidationRequest(body, reader.mode, reader.profile);
    }
    @Nullable Resource resource = null;
    for (ParametersParameterComponent parameter : parameters.getParameter()) {
      if (parameter.hasResource() && "resource".equals(parameter.getName())) {
        resource = parameter.getResource();
      } else {
        @Nullable String value = parameter.hasValue() ? parameter.getValue().primitiveValue() : "";
        reader.take(String.valueOf(parameter.getName()), String.valueOf(value));
      }
    }
    return new ValidationRequest(resource, reader.mode, reader.profile);
  }

  private static @Nullable Resource body(RequestDetails request, FhirContext context)
      throws NotParsed {
    byte[] body = request.loadRequestContents();
    if (body == null || body.length == 0) {
      return null;
    }
    @Nullable EncodingEnum encoding = RestfulServerUtils.determineRequestEncodingNoDefault(request);
    if (encoding == null) {
      throw Refusal.invalid("The Content-Type is neither JSON nor XML of FHIR.");
    }
    try {
      return (Resource)
          encoding.newParser(context).parseResource(new String(body, StandardCharsets.UTF_8));
    } catch (DataFormatException broken) {
      throw new NotParsed(ErrorAnswers.whyNotParsed(String.valueOf(broken.getMessage())));
    }
  }

  /** Collects the parameters that are no resource. */
  private static final class Reader {
    private Mode mode = Mode.ANY;
    private @Nullable String profile;

    void take(String name, String value) {
      switch (name) {
        case "mode" -> mode = mode(value);
        case "profile" -> profile = value;
        default ->
            throw Refusal.notSupported(
                "The parameter '" + Refusal.shown(name) + "' is not supported by $validate.");
      }
    }

    private static Mode mode(String value) {
      return switch (value) {
        case "create" -> Mode.CREATE;
        case "update" -> Mode.UPDATE;
        case "profile" -> Mode.PROFILE;
        default ->
            throw Refusal.notSupported(
                "The parameter 'mode' is 'create', 'update' or 'profile' here.");
      };
    }
  }
}
