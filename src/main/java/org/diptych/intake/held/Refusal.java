package org.diptych.intake.held;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A request that is not answered as asked, as RFC 9457 section 3 writes it. */
public final class Refusal {
  private Refusal() {}

  /** Writes the status with its reason, which repeats nothing of the request. */
  public static void write(HttpServletResponse response, int status, String reason)
      throws IOException {
    String problem =
        "{\"type\":\"about:blank\",\"status\":"
            + status
            + ",\"detail\":\"%s\"}".formatted(reason.replace("\"", "\\\""));
    byte[] bytes = problem.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
