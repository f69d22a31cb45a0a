package org.diptych.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What went wrong, as RFC 9457 section 3 writes it; never carries patient data or a stack trace.
 *
 * @param allowed the values that would have been accepted, where there is a list of them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String type, String title, int status, String detail, List<String> allowed) {
  /** RFC 9457 section 6.1. */
  static final String MEDIA_TYPE = "application/problem+json";

  /** RFC 9457 section 4.2.1: the status says it all. */
  private static final String NO_TYPE = "about:blank";

  static Problem of(Response.Status status, String detail) {
    return of(status, detail, List.of());
  }

  static Problem of(Response.Status status, String detail, List<String> allowed) {
    return new Problem(NO_TYPE, status.getReasonPhrase(), status.getStatusCode(), detail, allowed);
  }

  static Problem of(int status, String title, String detail) {
    return new Problem(NO_TYPE, title, status, detail, List.of());
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
