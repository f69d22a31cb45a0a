package org.diptych.fhir.client;

import ca.uhn.fhir.rest.client.apache.ApacheHttpRequest;
import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.util.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * What one request and its answer have that the toolkit does not let through. It takes its timeouts
 * from the context, which is everybody's, so they are set here.
 */
final class Request implements IClientInterceptor {
  private static final ContentType JSON =
      ContentType.create("application/fhir+json", StandardCharsets.UTF_8);

  private final RequestConfig config;
  private final Optional<String> authorization;
  private final Optional<Dialect> dialect;
  private @Nullable String retryAfter;
  private @Nullable String date;

  @SuppressWarnings("deprecation") // nothing else looks at a kept connection before each use
  Request(FhirServerSettings settings, Optional<String> authorization, Optional<Dialect> dialect) {
    this.authorization = authorization;
    this.dialect = dialect;
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
    if (dialect.isPresent()) {
      translate(apache, dialect.get());
    }
  }

  @Override
  public void interceptResponse(IHttpResponse response) throws IOException {
    retryAfter = first(response, "retry-after");
    date = first(response, "date");
    if (dialect.isPresent() && response.getResponse() instanceof HttpResponse apache) {
      translate(apache, dialect.get());
    }
  }

  /** The toolkit writes R4 only: what the server understands takes the place of the body. */
  private static void translate(ApacheHttpRequest request, Dialect dialect) {
    request.removeHeaders("Accept");
    request.addHeader("Accept", JSON.getMimeType());
    if (request.getApacheRequest() instanceof HttpEntityEnclosingRequest enclosing
        && enclosing.getEntity() != null) {
      try {
        String body = EntityUtils.toString(enclosing.getEntity(), StandardCharsets.UTF_8);
        enclosing.setEntity(new StringEntity(dialect.said(body), JSON));
      } catch (IOException e) {
        throw new UncheckedIOException("the body of a request is in memory", e);
      }
    }
  }

  private static void translate(HttpResponse response, Dialect dialect) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity != null
        && entity.getContentType() != null
        && entity.getContentType().getValue().contains("json")) {
      String body = EntityUtils.toString(entity, StandardCharsets.UTF_8);
      response.setEntity(new StringEntity(dialect.heard(body), JSON));
    }
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
