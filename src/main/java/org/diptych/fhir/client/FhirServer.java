package org.diptych.fhir.client;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import ca.uhn.fhir.rest.client.exceptions.NonFhirResponseException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.http.conn.ConnectTimeoutException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.Resource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR server as we use it: transactions, single writes and searches over HTTP, in R4 or in what
 * becomes R4.
 */
public final class FhirServer {
  private static final Logger LOG = Logger.getLogger(FhirServer.class);

  /** {@code fhirVersion} of R4 and its technical corrections begins so. */
  private static final String R4 = "4.0.";

  /** Content the server will not take later either. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

  /** No such place or no such interaction, if it is a FHIR server that says so. */
  private static final Set<Integer> UNSUPPORTED = Set.of(404, 405, 410, 501);

  private static final Set<Integer> CONFLICTS = Set.of(409, 412);

  private final FhirServerSettings settings;
  private final ApacheRestfulClientFactory factory;
  private final Authorization authorization;
  private final Clock clock;
  private final Dialects dialects;

  /** Whether it is left in peace here; who sends to it may have a breaker of their own. */
  private final boolean waits;

  private volatile Instant peaceUntil = Instant.MIN;

  /** How the server speaks: R4 is empty, null is not known yet. */
  private volatile @Nullable Optional<Dialect> dialect;

  /** With the authorization of the settings. */
  public FhirServer(FhirContext context, FhirServerSettings settings) {
    this(context, settings, Authorization.fixed(settings.authorization()), Clock.systemUTC());
  }

  /** A server that speaks R4. */
  public FhirServer(
      FhirContext context, FhirServerSettings settings, Authorization authorization, Clock clock) {
    this(context, settings, authorization, clock, version -> Optional.empty(), false);
    dialect = Optional.empty();
  }

  /**
   * A server of any version: what it speaks it is asked before the first request. Whatever it is
   * asked, it is not asked before the time that it named.
   */
  public FhirServer(
      FhirContext context,
      FhirServerSettings settings,
      Authorization authorization,
      Clock clock,
      Dialects dialects) {
    this(context, settings, authorization, clock, dialects, true);
  }

  private FhirServer(
      FhirContext context,
      FhirServerSettings settings,
      Authorization authorization,
      Clock clock,
      Dialects dialects,
      boolean waits) {
    this.waits = waits;
    this.settings = settings;
    this.authorization = authorization;
    this.clock = clock;
    this.dialects = dialects;
    // A factory of our own: the one inside the context is shared by everybody who has the context.
    factory = new ApacheRestfulClientFactory(context);
    // The CapabilityStatement would cost a request and many seconds on a large server.
    factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
  }

  /** Where the server is. */
  public URI base() {
    return settings.base();
  }

  /** Sends a transaction Bundle; the value is the server's transaction-response. */
  public FhirAnswer<Bundle> transact(Bundle transaction) {
    return ask(client -> client.transaction().withBundle(transaction).execute());
  }

  /**
   * Searches by a relative query such as {@code DiagnosticReport?identifier=…}; first page. What
   * the server found a while ago would not do.
   */
  public FhirAnswer<Bundle> search(String query) {
    return ask(
        client ->
            client
                .search()
                .byUrl(query)
                .returnBundle(Bundle.class)
                .cacheControl(new CacheControlDirective().setNoCache(true))
                .execute());
  }

  /** Reads the current version of {@code Type/id}. */
  public FhirAnswer<Resource> read(String type, String id) {
    return ask(client -> (Resource) client.read().resource(type).withId(id).execute());
  }

  /** A Bundle at an address of this server: a further page of a search, or an operation. */
  public FhirAnswer<Bundle> bundle(String url) {
    String absolute = url.startsWith("http") ? url : base() + "/" + url;
    if (!isOurs(absolute)) {
      throw new IllegalArgumentException("the address is of another server");
    }
    return ask(client -> client.fetchResourceFromUrl(Bundle.class, absolute));
  }

  /** Whether the address is one of this server. */
  public boolean isOurs(String url) {
    return url.startsWith(root());
  }

  /** The address without the base of this server; any other as it is. */
  public String relative(String url) {
    return isOurs(url) ? url.substring(root().length()) : url;
  }

  private String root() {
    return base().toString().replaceAll("/+$", "") + "/";
  }

  /** Creates the resource; the value is its logical id. */
  public FhirAnswer<String> create(Resource resource) {
    return ask(client -> client.create().resource(resource).execute().getId().getIdPart());
  }

  /** Replaces the resource that has its id; the value is that id. */
  public FhirAnswer<String> update(Resource resource) {
    return ask(client -> client.update().resource(resource).execute().getId().getIdPart());
  }

  /**
   * Sends one entry of a transaction alone; the value is its relative reference, empty when the
   * server does not say.
   */
  public FhirAnswer<Optional<String>> write(BundleEntryComponent entry) {
    return ask(client -> SingleWrite.by(client, entry));
  }

  /** Whether the CapabilityStatement says that the server does transactions. */
  public FhirAnswer<Boolean> transacts() {
    return ask(
        client ->
            client.capabilities().ofType(CapabilityStatement.class).execute().getRest().stream()
                .filter(rest -> rest.getMode() == RestfulCapabilityMode.SERVER)
                .flatMap(rest -> rest.getInteraction().stream())
                .anyMatch(each -> each.getCode() == SystemRestfulInteraction.TRANSACTION));
  }

  /** Whether the server speaks another version than R4; asks it where that is not known. */
  public FhirAnswer<Optional<Dialect>> dialect() {
    Optional<Dialect> known = dialect;
    if (known != null) {
      return new FhirAnswer.Done<>(known);
    }
    SpokenVersion spoken = new SpokenVersion();
    FhirAnswer<?> answer =
        ask(
            client -> client.capabilities().ofType(CapabilityStatement.class).execute(),
            Optional.of(spoken));
    if (answer instanceof FhirAnswer.Unavailable<?> none && !isGuarded(none.status())) {
      return answer.withoutValue();
    }
    String version = spoken.version();
    Optional<Dialect> found = dialects.of(version);
    if (found.isEmpty() && !version.isEmpty() && !version.startsWith(R4)) {
      LOG.errorf("the FHIR server %s speaks FHIR %s, which is not understood", base(), version);
      return new FhirAnswer.Unavailable<>(0, "FHIR version");
    }
    dialect = found;
    return new FhirAnswer.Done<>(found);
  }

  /** Who does not show a CapabilityStatement is taken for R4. */
  private static boolean isGuarded(int status) {
    return status == 403 || UNSUPPORTED.contains(status);
  }

  private <T> FhirAnswer<T> ask(Function<IGenericClient, T> request) {
    FhirAnswer<Optional<Dialect>> spoken = dialect();
    return spoken instanceof FhirAnswer.Done<Optional<Dialect>> done
        ? ask(request, done.value())
        : spoken.withoutValue();
  }

  /** Asks, and once more with other credentials where the first are no longer accepted. */
  private <T> FhirAnswer<T> ask(Function<IGenericClient, T> request, Optional<Dialect> in) {
    Instant until = peaceUntil;
    if (clock.instant().isBefore(until)) {
      return new FhirAnswer.Unavailable<>(0, "asked to wait", until);
    }
    FhirAnswer<Optional<String>> header = authorization.header();
    FhirAnswer<T> answer = once(request, header, in);
    return answer instanceof FhirAnswer.Unavailable<T> unavailable
            && unavailable.status() == 401
            && header instanceof FhirAnswer.Done<Optional<String>> shown
            && shown.value().isPresent()
            && authorization.renew(shown.value().get())
        ? once(request, authorization.header(), in)
        : answer;
  }

  private <T> FhirAnswer<T> once(
      Function<IGenericClient, T> request,
      FhirAnswer<Optional<String>> header,
      Optional<Dialect> in) {
    if (header instanceof FhirAnswer.Done<Optional<String>> shown) {
      return once(request, new Request(settings, shown.value(), in));
    }
    return header.withoutValue();
  }

  /** The one place where what happened becomes what we make of it. */
  private <T> FhirAnswer<T> once(Function<IGenericClient, T> question, Request request) {
    IGenericClient client = factory.newGenericClient(base().toString());
    client.registerInterceptor(request);
    try {
      return new FhirAnswer.Done<>(question.apply(client));
    } catch (FhirClientConnectionException e) {
      return new FhirAnswer.Unavailable<>(0, kindOf(e));
    } catch (NonFhirResponseException e) {
      return unavailable(e.getStatusCode(), "answer is not FHIR", request);
    } catch (BaseServerResponseException e) {
      return answer(e, request);
    } catch (DataFormatException e) {
      return new FhirAnswer.Unavailable<>(0, "answer is not readable");
    }
  }

  private <T> FhirAnswer<T> answer(BaseServerResponseException e, Request request) {
    int status = e.getStatusCode();
    List<String> issues = OutcomeCodes.of(e.getOperationOutcome());
    if (REFUSALS.contains(status)) {
      return new FhirAnswer.Refused<>(status, issues);
    }
    if (UNSUPPORTED.contains(status) && !issues.isEmpty()) {
      return new FhirAnswer.Unsupported<>(status, issues);
    }
    return CONFLICTS.contains(status)
        ? new FhirAnswer.Conflict<>(status)
        : unavailable(status, "HTTP status", request);
  }

  private <T> FhirAnswer<T> unavailable(int status, String kind, Request request) {
    @Nullable Instant named = request.notBefore(clock.instant());
    if (waits && named != null) {
      peaceUntil = named;
    }
    return new FhirAnswer.Unavailable<>(status, kind, named);
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
}
