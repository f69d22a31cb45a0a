package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.History;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The interactions on one resource type, as HAPI finds them by their annotations. */
public final class TypeProvider implements IResourceProvider {
  private final ResourceType type;
  private final Repository repository;
  private final ResourceText text;

  TypeProvider(ResourceType type, Repository repository, ResourceText text) {
    this.type = type;
    this.repository = repository;
    this.text = text;
  }

  @Override
  public Class<? extends IBaseResource> getResourceType() {
    return type.type();
  }

  /** Reads the current version, or the one that the id names. */
  @Read(version = true)
  public Resource read(@IdParam IdType id, RequestDetails request) {
    Resource found =
        id.hasVersionIdPart()
            ? repository.readVersion(type.name(), id.getIdPart(), id.getVersionIdPart())
            : repository.read(type.name(), id.getIdPart());
    AnswerForm.settle(request, text.context());
    return AnswerForm.unlessUnmodified(request, found);
  }

  /** Searches by the parameters of the table; all others are refused. */
  @Search(allowUnknownParams = true)
  public Bundle search(RequestDetails request) {
    String base = request.getFhirServerBase();
    Found found = repository.search(type, request.getParameters(), base);
    Bundle bundle =
        new Bundles(text, base).searchset(base + "/" + type.name(), request.getParameters(), found);
    AnswerForm.settle(request, text.context());
    return bundle;
  }

  /** All versions of one resource. */
  @History
  public Bundle history(@IdParam IdType id, RequestDetails request) {
    return historyOf(id.getIdPart(), request);
  }

  /** All versions of all resources of the type. */
  @History
  public Bundle historyOfType(RequestDetails request) {
    return historyOf(null, request);
  }

  /** Creates, unless the condition finds that it is here. */
  @Create
  public MethodOutcome create(
      @ResourceParam Resource resource,
      @ConditionalUrlParam @Nullable String ifNoneExist,
      RequestDetails request) {
    requireBody(resource);
    return outcome(repository.create(resource, ifNoneExist, request.getFhirServerBase()));
  }

  /**
   * Updates or creates what the id names or the condition selects. HAPI finds the condition only
   * when it stands before the raw body.
   */
  @Update
  public MethodOutcome update(
      @IdParam @Nullable IdType id,
      @ResourceParam Resource resource,
      @ConditionalUrlParam @Nullable String where,
      @ResourceParam String body,
      @ResourceParam EncodingEnum encoding,
      RequestDetails request) {
    requireBody(resource);
    String base = request.getFhirServerBase();
    @Nullable String ifMatch = Etag.version(request.getHeader("If-Match"));
    if (where == null) {
      if (id == null) {
        throw Refusal.invalid("An update needs an id or criteria in its URL.");
      }
      return outcome(repository.update(resource, id.getIdPart(), ifMatch, base));
    }
    // HAPI has taken the id out of the resource, but it decides what the condition means.
    @Nullable String idInBody =
        encoding.newParser(text.context()).parseResource(body).getIdElement().getIdPart();
    return outcome(repository.updateWhere(resource, idInBody, where, ifMatch, base));
  }

  /** Nothing is deleted here. */
  @Delete
  public MethodOutcome delete(
      @IdParam @Nullable IdType id, @ConditionalUrlParam @Nullable String where) {
    throw Refusal.methodNotAllowed("Nothing is deleted here; supersede a resource by its status.");
  }

  private Bundle historyOf(@Nullable String id, RequestDetails request) {
    String base = request.getFhirServerBase();
    Found found = repository.history(type, id, request.getParameters());
    String url = base + "/" + type.name() + (id == null ? "" : "/" + id) + "/_history";
    Bundle bundle = new Bundles(text, base).history(url, request.getParameters(), found);
    // HAPI refuses to send a history without an id.
    bundle.setId(UUID.randomUUID().toString());
    AnswerForm.settle(request, text.context());
    return bundle;
  }

  private void requireBody(@Nullable Resource resource) {
    if (resource == null) {
      throw Refusal.invalid("The request has no body.");
    }
  }

  private MethodOutcome outcome(Written written) {
    Resource resource = text.read(written.version());
    MethodOutcome outcome = new MethodOutcome(resource.getIdElement(), written.created());
    outcome.setResource(resource);
    return outcome;
  }
}
