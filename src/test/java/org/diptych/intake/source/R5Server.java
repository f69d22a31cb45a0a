package org.diptych.intake.source;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r5.model.Bundle;
import org.hl7.fhir.r5.model.CapabilityStatement;
import org.hl7.fhir.r5.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r5.model.Enumerations.SubscriptionStatusCodes;
import org.hl7.fhir.r5.model.OperationOutcome;
import org.hl7.fhir.r5.model.Resource;
import org.hl7.fhir.r5.model.Subscription;
import org.hl7.fhir.r5.model.SubscriptionStatus;
import org.hl7.fhir.r5.model.SubscriptionStatus.SubscriptionNotificationType;

/** A FHIR R5 server over HTTP that refuses whatever is no R5. */
final class R5Server extends LoopbackServer {
  private static final FhirContext R5 = FhirContext.forR5Cached();

  /** Method and path of every request. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  volatile FHIRVersion version = FHIRVersion._5_0_0;
  volatile boolean topics = true;
  volatile Subscription subscription;
  private final Map<String, Resource> resources = new ConcurrentHashMap<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  R5Server() throws IOException {}

  /** Holds a resource, which must be R5. */
  void holds(String json) {
    Resource resource = (Resource) strict().parseResource(json.replace('\'', '"'));
    resource.getMeta().setVersionId("1").setLastUpdated(new Date(0));
    resources.put(resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource);
  }

  /** Posts to the endpoint as it was asked to, and answers with the status it got. */
  int shakesHands() throws Exception {
    return posts(status(SubscriptionNotificationType.HANDSHAKE));
  }

  /** An event that it does not tell of. */
  void loses(String place) {
    told.add(place);
  }

  int tells(String place) throws Exception {
    told.add(place);
    SubscriptionStatus status = status(SubscriptionNotificationType.EVENTNOTIFICATION);
    event(status, told.size());
    return posts(status);
  }

  private int posts(SubscriptionStatus status) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(subscription.getEndpoint()))
            .header("Content-Type", subscription.getContentType())
            .POST(HttpRequest.BodyPublishers.ofString(json(notification(status))));
    subscription.getParameter().forEach(each -> request.header(each.getName(), each.getValue()));
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static Bundle notification(SubscriptionStatus status) {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.SUBSCRIPTIONNOTIFICATION);
    bundle.addEntry().setResource(status);
    return bundle;
  }

  private SubscriptionStatus status(SubscriptionNotificationType type) {
    SubscriptionStatus status = new SubscriptionStatus();
    status.setStatus(SubscriptionStatusCodes.ACTIVE).setType(type).setTopic("http://topic");
    status.setEventsSinceSubscriptionStart(told.size());
    status.getSubscription().setReference(base() + "/Subscription/s1");
    return status;
  }

  private void event(SubscriptionStatus status, int number) {
    status
        .addNotificationEvent()
        .setEventNumber(number)
        .getFocus()
        .setReference(base() + "/" + told.get(number - 1));
  }

  @Override
  void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath().substring("/fhir/".length());
    requests.add(exchange.getRequestMethod() + " " + path);
    switch (exchange.getRequestMethod()) {
      case "POST", "PUT" -> write(exchange, body);
      default -> read(exchange, path);
    }
  }

  private void write(HttpExchange exchange, String body) throws IOException {
    try {
      Subscription asked = strict().parseResource(Subscription.class, body);
      if (!topics || !asked.hasTopic() || asked.getStatus() != SubscriptionStatusCodes.REQUESTED) {
        send(exchange, 422, new OperationOutcome());
        return;
      }
      subscription = asked;
    } catch (DataFormatException notR5) {
      send(exchange, 400, new OperationOutcome());
      return;
    }
    subscription.setId("s1");
    exchange.getResponseHeaders().add("Location", base() + "/Subscription/s1/_history/1");
    send(exchange, 201, subscription);
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    if (path.equals("metadata")) {
      send(exchange, 200, new CapabilityStatement().setFhirVersion(version));
    } else if (path.endsWith("$events")) {
      SubscriptionStatus status = status(SubscriptionNotificationType.QUERYEVENT);
      for (int number = 1; number <= told.size(); number++) {
        event(status, number);
      }
      send(exchange, 200, notification(status));
    } else if (path.contains("/")) {
      Resource found = resources.get(path);
      send(exchange, found == null ? 404 : 200, found == null ? new OperationOutcome() : found);
    } else {
      send(exchange, 200, new Bundle().setType(Bundle.BundleType.SEARCHSET));
    }
  }

  private static IParser strict() {
    return R5.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
  }

  private static String json(Resource resource) {
    return R5.newJsonParser().encodeResourceToString(resource);
  }

  private static void send(HttpExchange exchange, int status, Resource resource)
      throws IOException {
    byte[] bytes = json(resource).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/fhir+json;fhirVersion=5.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
