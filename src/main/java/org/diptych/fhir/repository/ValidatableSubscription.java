package org.diptych.fhir.repository;

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
  public void requireKept(Resource sent) {
    subscriptions.servable((Subscription) sent, "");
  }
}
