package org.diptych.fhir.client;

import ca.uhn.fhir.rest.client.apache.ApacheHttpRequest;
import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.http.client.config.RequestConfig;
import org.jspecify.annotations.Nullable;

/**
 * What one request and its answer have that the toolkit does not let through. It takes its timeouts
 * from the context, which is everybody's, so they are set here.
 */
final class Request implements IClientInterceptor {
  private final RequestConfig config;
  private final Optional<String> authorization;
  private @Nullable String retryAfter;
  private @Nullable String date;

  @SuppressWarnings("deprecation") // nothing else looks at a kept connection before each use
  Request(FhirServerSettings settings, Optional<String> authorization) {
    this.authorization = authorization;
    config =
        RequestConfig.custom()
            .setConnectTimeout(millis(settings.connectTimeout()))
            .setConnectionRequestTimeout(millis(settings.connectTimeout()))
            .setSocketTimeout(millis(settings.responseTimeout()))
            .setStaleConnectionCheckEnabled(true)
            // Credentials and patient data go to the configured server and nowhere else.
            .setRedirectsEnabled(false)
            .build();
  }

  @Override
  public void interceptRequest(IHttpRequest request) {
    if (!(request instanceof ApacheHttpRequest apache)) {
      throw new IllegalStateException("the FHIR client has another HTTP client");
    }
    apache.getApacheRequest().setConfig(config);
    authorization.ifPresent(value -> request.addHeader("Authorization", value));
  }

  @Override
  public void interceptResponse(IHttpResponse response) {
    retryAfter = first(response, "retry-after");
    date = first(response, "date");
  }

  private static @Nullable String first(IHttpResponse response, String name) {
    List<String> values = response.getHeaders(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** When the server wants to be asked again, or null. */
  @Nullable Instant notBefore(Instant now) {
    return RetryAfter.parse(retryAfter, date, now);
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
