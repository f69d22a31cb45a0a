package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Optional;
import org.diptych.fhir.Backport;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;

/** A Subscription as {@code $validate} sees it: R4, and what is served. */
record ValidatableSubscription(Subscriptions subscriptions) implements Validatable {
  @Override
  public Class<? extends Resource> type() {
    return Subscription.class;
  }

  @Override
  public Resource held(String id) {
    return subscriptions.resource(subscriptions.read(id));
  }

  /** The guide is not among the definitions: what its profile asks for is asked by the refusal. */
  @Override
  public Resource checked(Resource sent) {
    Resource known = sent.copy();
    known
        .getMeta()
        .getProfile()
        .removeIf(profile -> Backport.SUBSCRIPTION.equals(profile.getValue()));
    return known;
  }

  @Override
  public Optional<String> refusal(Resource sent) {
    try {
      subscriptions.servable((Subscription) sent, "");
      return Optional.empty();
    } catch (BaseServerResponseException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }
}
