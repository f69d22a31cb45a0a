package org.diptych.fhir.repository;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.repository.subscription.SubscriptionReader;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.StringType;

/**
 * The headers of a Subscription with and without their values. They must be sent again and again,
 * so they cannot be kept as a digest; a value that is configured for an endpoint is not kept at
 * all.
 */
final class HeaderSecrets {
  private static final String HIDDEN = "(secret)";

  private final RepositoryConfig config;

  HeaderSecrets(RepositoryConfig config) {
    this.config = config;
    config.subscriptionSecrets().values().forEach(HeaderSecrets::require);
  }

  private static void require(RepositoryConfig.Secret secret) {
    if (!secret.header().matches("[A-Za-z0-9-]+: *\\S.*")) {
      throw new IllegalArgumentException(
          "diptych.fhir.repository.subscription-secrets: a header is a name, a colon and a value");
    }
  }

  /** What anybody may read: names alone. */
  static List<StringType> hidden(List<String> headers) {
    return headers.stream().map(header -> new StringType(hidden(header))).toList();
  }

  private static String hidden(String header) {
    return name(header) + ": " + HIDDEN;
  }

  /**
   * What is kept. A client that writes back what it has read keeps the secret that it could not
   * read.
   *
   * @param before what was kept before
   */
  List<String> kept(String endpoint, List<StringType> asked, List<String> before) {
    Map<String, String> earlier = new HashMap<>();
    before.forEach(header -> earlier.put(name(header), header));
    Optional<String> configured = configured(endpoint);
    return asked.stream()
        .map(PrimitiveType::getValue)
        .map(
            header -> {
              if (configured.filter(own -> same(own, header)).isPresent()) {
                return hidden(header);
              }
              return isHidden(header) ? earlier.getOrDefault(name(header), header) : header;
            })
        .toList();
  }

  /** What is sent. */
  List<String> sent(String endpoint, List<String> kept) {
    List<String> sent = new ArrayList<>();
    kept.stream().filter(header -> !isHidden(header)).forEach(sent::add);
    configured(endpoint)
        .ifPresent(
            own -> {
              sent.removeIf(header -> same(own, header));
              sent.add(own);
            });
    return sent;
  }

  /** Of the longest beginning. */
  private Optional<String> configured(String endpoint) {
    return config.subscriptionSecrets().values().stream()
        .filter(each -> SubscriptionReader.begins(endpoint, each.endpoint()))
        .max(Comparator.comparingInt(each -> each.endpoint().length()))
        .map(RepositoryConfig.Secret::header);
  }

  private static boolean isHidden(String header) {
    return header.endsWith(": " + HIDDEN);
  }

  private static boolean same(String one, String other) {
    return name(one).toLowerCase(Locale.ROOT).equals(name(other).toLowerCase(Locale.ROOT));
  }

  private static String name(String header) {
    return header.split(":", 2)[0];
  }
}
