package org.diptych.fhir.client;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.ICreateTyped;
import ca.uhn.fhir.rest.gclient.IUpdateExecutable;
import ca.uhn.fhir.rest.gclient.IUpdateTyped;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;

/**
 * One entry of a transaction as a request of its own (FHIR R4 section 3.1.0.11.2, turned round).
 */
final class SingleWrite {
  private SingleWrite() {}

  /** The relative reference of what was written, empty when the server does not say. */
  static Optional<String> by(IGenericClient client, BundleEntryComponent entry) {
    BundleEntryRequestComponent request = entry.getRequest();
    MethodOutcome outcome =
        request.getMethod() == HTTPVerb.POST ? create(client, entry) : update(client, entry);
    IIdType id = outcome.getId();
    if (id != null && id.hasIdPart()) {
      return Optional.of(entry.getResource().fhirType() + "/" + id.getIdPart());
    }
    return isConditional(request) ? Optional.empty() : Optional.of(request.getUrl());
  }

  private static MethodOutcome create(IGenericClient client, BundleEntryComponent entry) {
    ICreateTyped create =
        client.create().resource(entry.getResource()).prefer(PreferReturnEnum.MINIMAL);
    return entry.getRequest().hasIfNoneExist()
        ? create
            .withAdditionalHeader("If-None-Exist", entry.getRequest().getIfNoneExist())
            .execute()
        : create.execute();
  }

  private static MethodOutcome update(IGenericClient client, BundleEntryComponent entry) {
    BundleEntryRequestComponent request = entry.getRequest();
    IUpdateTyped update = client.update().resource(entry.getResource());
    IUpdateExecutable addressed =
        isConditional(request)
            ? update.conditionalByUrl(request.getUrl())
            : update.withId(new IdType(request.getUrl()));
    addressed.prefer(PreferReturnEnum.MINIMAL);
    return request.hasIfMatch()
        ? addressed.withAdditionalHeader("If-Match", request.getIfMatch()).execute()
        : addressed.execute();
  }

  private static boolean isConditional(BundleEntryRequestComponent request) {
    return request.getMethod() == HTTPVerb.POST || request.getUrl().contains("?");
  }
}
