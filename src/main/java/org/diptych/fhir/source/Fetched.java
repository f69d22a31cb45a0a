package org.diptych.fhir.source;

import java.time.Instant;
import org.diptych.fhir.client.FhirAnswer;
import org.jspecify.annotations.Nullable;

/** What came of fetching a resource. */
public sealed interface Fetched {
  /**
   * It is there.
   *
   * @param version {@code Type/id/_history/version}
   * @param json the resource as JSON
   */
  record Found(String version, byte[] json, SourceContent content) implements Fetched {}

  /** The server does not have it any more, or never will let us have it. */
  record Lost(int status) implements Fetched {}

  /**
   * The server, or what the resource refers to, is not to be had now.
   *
   * @param notBefore when the server wants to be asked again, null when it did not say
   */
  record Unavailable(int status, String kind, @Nullable Instant notBefore) implements Fetched {}

  /** What a failed request of a part makes of the whole. */
  static Fetched of(FhirAnswer<?> failure) {
    if (failure instanceof FhirAnswer.Refused<?> refused) {
      return new Lost(refused.status());
    }
    if (failure instanceof FhirAnswer.Unsupported<?> unsupported) {
      return of(unsupported.status());
    }
    if (failure instanceof FhirAnswer.Conflict<?> conflict) {
      return of(conflict.status());
    }
    FhirAnswer.Unavailable<?> unavailable = (FhirAnswer.Unavailable<?>) failure;
    return isGone(unavailable.status())
        ? new Lost(unavailable.status())
        : new Unavailable(unavailable.status(), unavailable.kind(), unavailable.notBefore());
  }

  private static Fetched of(int status) {
    return isGone(status) ? new Lost(status) : new Unavailable(status, "HTTP status", null);
  }

  private static boolean isGone(int status) {
    return status == 404 || status == 410;
  }
}
