package org.diptych.fhir.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.diptych.fhir.client.Dialect;
import org.diptych.fhir.client.Dialects;

/** The versions of FHIR that are read beside R4: R5, and R4B for what it has of R5. */
final class FhirVersions implements Dialects {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** R4B has the Subscription of R4 and the SubscriptionStatus of R5. */
  private static final Dialect R4B = dialect(R5Resources::statusToR4, UnaryOperator.identity());

  private static final Dialect R5 = dialect(R5Resources::toR4, R5Subscriptions::toR5);

  @Override
  public Optional<Dialect> of(String fhirVersion) {
    if (fhirVersion.startsWith("4.3.")) {
      return Optional.of(R4B);
    }
    return fhirVersion.startsWith("5.") ? Optional.of(R5) : Optional.empty();
  }

  static boolean isR5(Dialect dialect) {
    return dialect == R5;
  }

  private static Dialect dialect(UnaryOperator<ObjectNode> heard, UnaryOperator<ObjectNode> said) {
    return new Dialect() {
      @Override
      public String heard(String json) {
        return changed(json, heard);
      }

      @Override
      public String said(String json) {
        return changed(json, said);
      }
    };
  }

  /** What is no JSON object stays: whoever reads it says what it is not. */
  private static String changed(String json, UnaryOperator<ObjectNode> change) {
    try {
      JsonNode read = JSON.readTree(json);
      return read instanceof ObjectNode resource
          ? JSON.writeValueAsString(change.apply(resource))
          : json;
    } catch (JsonProcessingException notJson) {
      return json;
    }
  }
}
