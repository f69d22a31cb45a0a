package org.diptych.fhir.client;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import ca.uhn.fhir.rest.client.exceptions.NonFhirResponseException;
import ca.uhn.fhir.rest.client.interceptor.AdditionalRequestHeadersInterceptor;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.http.conn.ConnectTimeoutException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** A FHIR R4 server as we use it: transactions and searches over HTTP. */
public final class FhirServer {
  /** Content the server will not take later either; everything else is worth another try. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

  private final URI base;
  private final IGenericClient client;

  public FhirServer(FhirContext context, FhirServerSettings settings) {
    base = settings.base();
    // A factory of our own: the one inside the context is shared by everybody who has the context.
    ApacheRestfulClientFactory factory = new ApacheRestfulClientFactory(context);
    // The CapabilityStatement would cost a request and many seconds on a large server.
    factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
    factory.setConnectTimeout(millis(settings.connectTimeout()));
    factory.setConnectionRequestTimeout(millis(settings.connectTimeout()));
    factory.setSocketTimeout(millis(settings.responseTimeout()));
    client = factory.newGenericClient(base.toString());
    String authorization = settings.authorization();
    if (authorization != null) {
      AdditionalRequestHeadersInterceptor headers = new AdditionalRequestHeadersInterceptor();
      headers.addHeaderValue("Authorization", authorization);
      client.registerInterceptor(headers);
    }
  }

  /** Where the server is. */
  public URI base() {
    return base;
  }

  /** Sends a transaction Bundle; the value is the server's transaction-response. */
  public FhirAnswer<Bundle> transact(Bundle transaction) {
    return ask(() -> client.transaction().withBundle(transaction).execute());
  }

  /**
   * Searches by a relative query such as {@code DiagnosticReport?identifier=…}; first page. What
   * the server found a while ago would not do.
   */
  public FhirAnswer<Bundle> search(String query) {
    return ask(
        () ->
            client
                .search()
                .byUrl(query)
                .returnBundle(Bundle.class)
                .cacheControl(new CacheControlDirective().setNoCache(true))
                .execute());
  }

  /** Reads the current version of {@code Type/id}. */
  public FhirAnswer<Resource> read(String type, String id) {
    return ask(() -> (Resource) client.read().resource(type).withId(id).execute());
  }

  /** A Bundle at an address of this server: a further page of a search, or an operation. */
  public FhirAnswer<Bundle> bundle(String url) {
    String absolute = url.startsWith("http") ? url : base + "/" + url;
    if (!isOurs(absolute)) {
      throw new IllegalArgumentException("the address is of another server");
    }
    return ask(() -> client.fetchResourceFromUrl(Bundle.class, absolute));
  }

  /** Whether the address is one of this server. */
  public boolean isOurs(String url) {
    return url.startsWith(base.toString().replaceAll("/+$", "") + "/");
  }

  /** Creates the resource; the value is its logical id. */
  public FhirAnswer<String> create(Resource resource) {
    return ask(() -> client.create().resource(resource).execute().getId().getIdPart());
  }

  /** Replaces the resource that has its id; the value is that id. */
  public FhirAnswer<String> update(Resource resource) {
    return ask(() -> client.update().resource(resource).execute().getId().getIdPart());
  }

  /** The one place where what happened becomes what we make of it. */
  private static <T> FhirAnswer<T> ask(Supplier<T> request) {
    try {
      return new FhirAnswer.Done<>(request.get());
    } catch (FhirClientConnectionException e) {
      return new FhirAnswer.Unavailable<>(0, kindOf(e));
    } catch (NonFhirResponseException e) {
      return new FhirAnswer.Unavailable<>(e.getStatusCode(), "answer is not FHIR");
    } catch (BaseServerResponseException e) {
      int status = e.getStatusCode();
      return REFUSALS.contains(status)
          ? new FhirAnswer.Refused<>(status, OutcomeCodes.of(e.getOperationOutcome()))
          : new FhirAnswer.Unavailable<>(status, "HTTP status");
    } catch (DataFormatException e) {
      return new FhirAnswer.Unavailable<>(0, "answer is not readable");
    }
  }

  private static String kindOf(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectTimeoutException || cause instanceof ConnectException) {
        return "no connection";
      }
      if (cause instanceof SocketTimeoutException) {
        return "no answer in time";
      }
    }
    return "connection lost";
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
