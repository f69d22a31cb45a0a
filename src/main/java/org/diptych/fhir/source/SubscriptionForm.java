package org.diptych.fhir.source;

import java.util.List;
import org.diptych.fhir.Backport;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.hl7.fhir.r4.model.UnsignedIntType;

/** Writes a wish as a Subscription. */
final class SubscriptionForm {
  private static final int MOST_EVENTS = 50;
  private static final int SERVER_WAITS_SECONDS = 20;

  private SubscriptionForm() {}

  static Subscription of(SubscriptionWish wish, SubscriptionWay way) {
    Subscription subscription = new Subscription();
    subscription.setStatus(SubscriptionStatus.REQUESTED);
    subscription.setReason("Diptych is told of " + wish.type());
    subscription
        .getChannel()
        .setType(SubscriptionChannelType.RESTHOOK)
        .setEndpoint(wish.endpoint().toString())
        .addHeader("Authorization: " + wish.secret());
    if (way == SubscriptionWay.TOPIC) {
      byTopic(subscription, wish);
    } else {
      // No payload: the notification is empty, and no patient data travels in it.
      subscription.setCriteria(
          wish.type() + "?" + (wish.criteria().isEmpty() ? "" : String.join("&", wish.criteria())));
    }
    return subscription;
  }

  private static void byTopic(Subscription subscription, SubscriptionWish wish) {
    subscription.getMeta().addProfile(Backport.SUBSCRIPTION);
    subscription.setCriteria(wish.topic());
    for (String criterion : wish.criteria()) {
      subscription
          .getCriteriaElement()
          .addExtension(Backport.FILTER, new StringType(wish.type() + "?" + criterion));
    }
    var channel = subscription.getChannel();
    channel.setPayload("application/fhir+json");
    channel.getPayloadElement().addExtension(Backport.CONTENT, new CodeType("id-only"));
    channel.setExtension(
        List.of(
            new Extension(
                Backport.HEARTBEAT,
                new UnsignedIntType(Math.toIntExact(wish.heartbeat().toSeconds()))),
            new Extension(Backport.TIMEOUT, new UnsignedIntType(SERVER_WAITS_SECONDS)),
            new Extension(Backport.MAX_COUNT, new PositiveIntType(MOST_EVENTS))));
  }
}
