package org.diptych.fhir.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request shows to be let in. */
public interface Authorization {
  /**
   * The value of the Authorization header, empty for none; another kind of answer when there is
   * none now.
   */
  FhirAnswer<Optional<String>> header();

  /** Gives up what the server did not accept (401); whether there may be another now. */
  boolean renew(String refused);

  /** The same value always, or none. */
  static Authorization fixed(@Nullable String value) {
    FhirAnswer<Optional<String>> header = new FhirAnswer.Done<>(Optional.ofNullable(value));
    return new Authorization() {
      @Override
      public FhirAnswer<Optional<String>> header() {
        return header;
      }

      @Override
      public boolean renew(String refused) {
        return false;
      }
    };
  }
}
