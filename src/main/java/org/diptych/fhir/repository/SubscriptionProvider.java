package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.diptych.fhir.repository.subscription.Asked.Content;
import org.diptych.fhir.repository.subscription.SubscriptionRow;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;

/** The interactions and operations on Subscription, as HAPI finds them by their annotations. */
public final class SubscriptionProvider implements IResourceProvider {
  private static final List<String> OF_THE_FORM = List.of("_format", "_pretty", "_count");

  private final Subscriptions subscriptions;

  SubscriptionProvider(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @Override
  public Class<? extends IBaseResource> getResourceType() {
    return Subscription.class;
  }

  /** Keeps a Subscription to a topic that is served; a handshake follows. */
  @Create
  public MethodOutcome create(@ResourceParam Subscription subscription, RequestDetails request) {
    return outcome(subscriptions.create(subscription, request.getFhirServerBase()), true);
  }

  /** Replaces or creates it; a handshake follows, and its events go on. */
  @Update
  public MethodOutcome update(
      @IdParam IdType id, @ResourceParam Subscription subscription, RequestDetails request) {
    SubscriptionRow row =
        subscriptions.update(
            id.getIdPart(),
            subscription,
            Etag.version(request.getHeader("If-Match")),
            request.getFhirServerBase());
    return outcome(row, row.version() == 1);
  }

  /** Reads it, its headers without their values. */
  @Read
  public Subscription read(@IdParam IdType id) {
    return subscriptions.resource(subscriptions.read(id.getIdPart()));
  }

  /** Ends it. */
  @Delete
  public MethodOutcome delete(@IdParam IdType id) {
    subscriptions.delete(id.getIdPart());
    return new MethodOutcome();
  }

  /** Searches by {@code _id}, {@code url}, {@code status} and {@code criteria}. */
  @Search(allowUnknownParams = true)
  public Bundle search(RequestDetails request) {
    Predicate<Subscription> all = subscription -> true;
    for (Map.Entry<String, String[]> each : request.getParameters().entrySet()) {
      for (String values : each.getValue()) {
        all = all.and(condition(each.getKey(), Arrays.asList(values.split(","))));
      }
    }
    Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
    List<Subscription> found =
        subscriptions.all().stream().map(subscriptions::resource).filter(all).toList();
    for (Subscription each : found) {
      entry(bundle, request, each.getIdElement().getIdPart(), each);
    }
    return bundle.setTotal(found.size());
  }

  private static Predicate<Subscription> condition(String name, List<String> values) {
    return switch (name) {
      case "_id" -> each -> values.contains(each.getIdElement().getIdPart());
      case "url" -> each -> values.contains(each.getChannel().getEndpoint());
      case "status" -> each -> values.contains(each.getStatus().toCode());
      case "criteria" -> each -> values.contains(each.getCriteria());
      default -> {
        if (!OF_THE_FORM.contains(name)) {
          throw Refusal.notSupported(
              "The search parameter '%s' is not supported for Subscription."
                  .formatted(Refusal.shown(name)));
        }
        yield each -> true;
      }
    };
  }

  /** The status of one. */
  @Operation(name = "$status", idempotent = true)
  public Bundle status(@IdParam IdType id, RequestDetails request) {
    return statuses(List.of(subscriptions.read(id.getIdPart())), request);
  }

  /** The status of those named, or of all; of one status, or of any. */
  @Operation(name = "$status", idempotent = true)
  public Bundle statuses(
      @OperationParam(name = "id") @Nullable List<IdType> ids,
      @OperationParam(name = "status") @Nullable List<CodeType> states,
      RequestDetails request) {
    List<String> named = ids == null ? List.of() : ids.stream().map(IdType::getIdPart).toList();
    List<String> of = states == null ? List.of() : states.stream().map(CodeType::getValue).toList();
    return statuses(
        subscriptions.all().stream()
            .filter(row -> named.isEmpty() || named.contains(row.id()))
            .filter(row -> of.isEmpty() || of.contains(row.state().code()))
            .toList(),
        request);
  }

  private Bundle statuses(List<SubscriptionRow> rows, RequestDetails request) {
    Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(rows.size());
    for (SubscriptionRow row : rows) {
      BundleEntryComponent entry = bundle.addEntry().setResource(subscriptions.status(row));
      String key = UUID.randomUUID().toString();
      entry.setFullUrl("urn:uuid:" + key).getResource().setId(key);
      entry.getSearch().setMode(SearchEntryMode.MATCH);
    }
    return bundle;
  }

  /** Events that happened before, as a notification would tell them. */
  @Operation(name = "$events", idempotent = true)
  public Bundle events(
      @IdParam IdType id,
      @OperationParam(name = "eventsSinceNumber") @Nullable StringType since,
      @OperationParam(name = "eventsUntilNumber") @Nullable StringType until,
      @OperationParam(name = "content") @Nullable CodeType content) {
    SubscriptionRow row = subscriptions.read(id.getIdPart());
    return subscriptions.events(
        row,
        number(since, 1),
        number(until, Long.MAX_VALUE),
        content == null ? Content.ID_ONLY : content(content.getValue()));
  }

  private static long number(@Nullable StringType text, long otherwise) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    if (!text.getValue().matches("[0-9]{1,18}")) {
      throw Refusal.invalid("An event number is a number.");
    }
    return Long.parseLong(text.getValue());
  }

  private static Content content(String code) {
    return switch (code) {
      case "empty" -> Content.EMPTY;
      case "id-only" -> Content.ID_ONLY;
      case "full-resource" -> Content.FULL_RESOURCE;
      default -> throw Refusal.invalid("The content is empty, id-only or full-resource.");
    };
  }

  private static void entry(Bundle bundle, RequestDetails request, String id, Resource resource) {
    bundle
        .addEntry()
        .setFullUrl(request.getFhirServerBase() + "/Subscription/" + id)
        .setResource(resource)
        .getSearch()
        .setMode(SearchEntryMode.MATCH);
  }

  private MethodOutcome outcome(SubscriptionRow row, boolean created) {
    Subscription resource = subscriptions.resource(row);
    MethodOutcome outcome = new MethodOutcome(resource.getIdElement(), created);
    outcome.setResource(resource);
    return outcome;
  }
}
