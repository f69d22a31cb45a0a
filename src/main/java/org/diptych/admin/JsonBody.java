package org.diptych.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The JSON object that a request may carry; an empty body carries nothing. */
record JsonBody(JsonNode object) {
  /** Refuses what is no JSON object, saying how one looks. */
  static JsonBody read(ObjectMapper json, @Nullable String body, String example) {
    if (body == null || body.isBlank()) {
      return new JsonBody(MissingNode.getInstance());
    }
    try {
      JsonNode read = json.readTree(body);
      if (read.isObject()) {
        return new JsonBody(read);
      }
    } catch (JsonProcessingException e) {
      // Answered below, as JSON of another kind is.
    }
    throw new Refused(
        Problem.of(Response.Status.BAD_REQUEST, "the body is empty or like " + example));
  }

  /** The value of a name as text, null when there is none. */
  @Nullable String text(String name) {
    JsonNode value = object.path(name);
    return value.isMissingNode() || value.isNull() ? null : value.asText("-");
  }
}
