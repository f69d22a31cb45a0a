package org.diptych.intake.source;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.diptych.intake.held.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * {@code /fhir-notifications/{subscription}}: the channel endpoint of our Subscriptions. A body is
 * a notification Bundle; none, or a resource put below the address, is the notification of an R4
 * Subscription by criteria.
 */
@WebServlet(urlPatterns = NotificationServlet.PATH + "/*")
public class NotificationServlet extends HttpServlet {
  static final String PATH = "/fhir-notifications";
  private static final long serialVersionUID = 1L;

  private final transient NotificationDesk desk;
  private final transient NotificationConfig config;
  private final transient RequestRate rate;

  @Inject
  public NotificationServlet(NotificationDesk desk, NotificationConfig config, Clock clock) {
    this.desk = desk;
    this.config = config;
    this.rate = new RequestRate(config.perSecond(), clock);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] steps = steps(request);
    if (steps.length != 2) {
      answer(response, NotificationOutcome.UNKNOWN);
      return;
    }
    NotificationOutcome refusal = refusal(steps[1], request);
    if (refusal != null) {
      answer(response, refusal);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(config.maxBodyBytes() + 1);
    if (body.length > config.maxBodyBytes()) {
      answer(response, NotificationOutcome.TOO_LONG);
      return;
    }
    answer(response, body.length == 0 ? desk.keepSomething(steps[1]) : desk.keep(steps[1], body));
  }

  /** An R4 server with a payload puts the resource itself; it is fetched like any other. */
  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] steps = steps(request);
    if (steps.length != 4) {
      answer(response, NotificationOutcome.UNKNOWN);
      return;
    }
    NotificationOutcome refusal = refusal(steps[1], request);
    answer(response, refusal != null ? refusal : desk.keepSomething(steps[1]));
  }

  private @Nullable NotificationOutcome refusal(String name, HttpServletRequest request) {
    NotificationOutcome refusal = desk.refusal(name, request.getHeader("Authorization"));
    if (refusal != null) {
      return refusal;
    }
    return rate.admits(name) ? null : NotificationOutcome.TOO_MANY;
  }

  private static String[] steps(HttpServletRequest request) {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    return path.split("/", -1);
  }

  private static void answer(HttpServletResponse response, NotificationOutcome outcome)
      throws IOException {
    if (outcome == NotificationOutcome.KEPT) {
      response.setStatus(outcome.status());
      return;
    }
    if (outcome == NotificationOutcome.TOO_MANY || outcome == NotificationOutcome.UNAVAILABLE) {
      response.setHeader("Retry-After", "1");
    }
    Refusal.write(response, outcome.status(), outcome.reason());
  }
}
