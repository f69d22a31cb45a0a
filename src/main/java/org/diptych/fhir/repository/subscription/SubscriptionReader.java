package org.diptych.fhir.repository.subscription;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.diptych.fhir.Backport;
import org.diptych.fhir.repository.subscription.Asked.Content;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.jspecify.annotations.Nullable;

/** Reads a Subscription (profile backport-subscription), and says why one cannot be served. */
public final class SubscriptionReader {
  private static final Pattern HEADER =
      Pattern.compile("[A-Za-z0-9-]{1,100}:[\\x20-\\x7E]{1,2000}");

  /** What HTTP itself says of a request. */
  private static final Set<String> NOT_ASKED =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "connection",
          "expect",
          "upgrade",
          "transfer-encoding");

  private static final int MOST_EVENTS = 100;
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);

  private final List<String> endpoints;

  /**
   * Knows where may be posted to.
   *
   * @param endpoints beginnings of allowed addresses; none: this machine only
   */
  public SubscriptionReader(List<String> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  /** What came of reading. */
  public sealed interface Reading {
    /** It can be served. */
    record Servable(Asked asked) implements Reading {}

    /** It cannot, and why. */
    record Refused(String why) implements Reading {}
  }

  /** A Subscription that cannot be served, with the reason for its client. */
  private static final class NotServed extends Exception {
    private static final long serialVersionUID = 1L;

    NotServed(String why) {
      super(why, null, false, false);
    }
  }

  /** Reads what the Subscription asks for. */
  public Reading read(Subscription subscription) {
    try {
      return new Reading.Servable(asked(subscription));
    } catch (NotServed refused) {
      return new Reading.Refused(String.valueOf(refused.getMessage()));
    }
  }

  private Asked asked(Subscription subscription) throws NotServed {
    ServedTopic topic =
        ServedTopic.named(String.valueOf(subscription.getCriteria()))
            .orElseThrow(
                () ->
                    new NotServed(
                        "The criteria are not the canonical URL of a topic that is here."));
    SubscriptionChannelComponent channel = subscription.getChannel();
    if (channel.getType() != SubscriptionChannelType.RESTHOOK) {
      throw new NotServed("The channel is served as rest-hook only.");
    }
    String payload = channel.getPayload();
    if (payload != null && !payload.equals("application/fhir+json")) {
      throw new NotServed("The payload is served as application/fhir+json only.");
    }
    headers(channel);
    return new Asked(
        topic,
        filters(subscription, topic),
        endpoint(channel),
        content(channel),
        seconds(channel, Backport.HEARTBEAT).orElse(null),
        timeout(channel),
        mostEvents(channel),
        subscription.hasEnd() ? subscription.getEnd().getTime() : null);
  }

  /** {@code Type?parameter=value}, {@code Type.parameter=value} or the parameter alone. */
  private static List<String> filters(Subscription subscription, ServedTopic topic)
      throws NotServed {
    List<String> filters = new ArrayList<>();
    for (Extension each : subscription.getCriteriaElement().getExtensionsByUrl(Backport.FILTER)) {
      String filter = text(each);
      String type = filter.split("[?.=]", 2)[0];
      boolean typed = filter.length() > type.length() && filter.charAt(type.length()) != '=';
      if (typed && !type.equals(topic.type())) {
        throw new NotServed(
            "A filter is on another type than that of the topic, " + topic.type() + ".");
      }
      for (String one : (typed ? filter.substring(type.length() + 1) : filter).split("&")) {
        if (!one.contains("=")) {
          throw new NotServed("A filter has no value.");
        }
        filters.add(one);
      }
    }
    return filters;
  }

  private URI endpoint(SubscriptionChannelComponent channel) throws NotServed {
    URI endpoint;
    try {
      endpoint = new URI(String.valueOf(channel.getEndpoint()));
    } catch (URISyntaxException notAnAddress) {
      throw new NotServed("The endpoint is no address.");
    }
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || endpoint.getHost() == null) {
      throw new NotServed("The endpoint is no http or https address.");
    }
    boolean allowed =
        endpoints.isEmpty()
            ? isThisMachine(endpoint.getHost())
            : endpoints.stream().anyMatch(start -> begins(endpoint.toString(), start));
    if (!allowed) {
      throw new NotServed("The endpoint is not one that this repository may post to.");
    }
    return endpoint;
  }

  /** A beginning ends where a step of the path does: {@code http://a} does not allow http://ab. */
  public static boolean begins(String endpoint, String start) {
    return endpoint.equals(start) || endpoint.startsWith(start.endsWith("/") ? start : start + "/");
  }

  private static boolean isThisMachine(String host) {
    boolean literal = host.equals("localhost") || host.matches("[0-9.]+|\\[.*\\]");
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void headers(SubscriptionChannelComponent channel) throws NotServed {
    for (StringType header : channel.getHeader()) {
      String name = String.valueOf(header.getValue()).split(":", 2)[0].toLowerCase(Locale.ROOT);
      if (!HEADER.matcher(String.valueOf(header.getValue())).matches()
          || NOT_ASKED.contains(name)) {
        throw new NotServed("A header is not one that a subscriber may ask for.");
      }
    }
  }

  private static Content content(SubscriptionChannelComponent channel) throws NotServed {
    String code = value(channel.getPayloadElement(), Backport.CONTENT).orElse("empty");
    return switch (code) {
      case "empty" -> Content.EMPTY;
      case "id-only" -> Content.ID_ONLY;
      case "full-resource" -> Content.FULL_RESOURCE;
      default -> throw new NotServed("The payload content is empty, id-only or full-resource.");
    };
  }

  private static Duration timeout(SubscriptionChannelComponent channel) throws NotServed {
    Duration timeout = seconds(channel, Backport.TIMEOUT).orElse(USUAL_TIMEOUT);
    return timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
  }

  private static int mostEvents(SubscriptionChannelComponent channel) throws NotServed {
    Optional<String> most = value(channel, Backport.MAX_COUNT);
    return most.isEmpty() ? 1 : Math.min(MOST_EVENTS, number(most.get()));
  }

  private static Optional<Duration> seconds(SubscriptionChannelComponent channel, String url)
      throws NotServed {
    Optional<String> seconds = value(channel, url);
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(number(seconds.get())));
  }

  private static int number(String text) throws NotServed {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new NotServed("A period or count is no positive number.");
    }
    return Integer.parseInt(text);
  }

  private static Optional<String> value(Element element, String url) {
    Extension extension = element.getExtensionByUrl(url);
    return extension == null ? Optional.empty() : Optional.of(text(extension));
  }

  private static String text(@Nullable Extension extension) {
    return extension != null && extension.getValue() instanceof PrimitiveType<?> primitive
        ? primitive.getValueAsString()
        : "";
  }
}
