package org.diptych.fhir.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a request to a FHIR server; none of the kinds carries content of a resource. */
public sealed interface FhirAnswer<T> {

  /** The same answer to a question with another value; what was done has one and is not asked. */
  default <U> FhirAnswer<U> withoutValue() {
    if (this instanceof Refused<T> refused) {
      return new Refused<>(refused.status(), refused.issues());
    }
    if (this instanceof Unsupported<T> unsupported) {
      return new Unsupported<>(unsupported.status(), unsupported.issues());
    }
    if (this instanceof Conflict<T> conflict) {
      return new Conflict<>(conflict.status());
    }
    if (this instanceof Unavailable<T> none) {
      return new Unavailable<>(none.status(), none.kind(), none.notBefore());
    }
    throw new IllegalStateException("what was done has a value");
  }

  /** The server did it. */
  record Done<T>(T value) implements FhirAnswer<T> {}

  /**
   * The server read the request and will never take it as it is (400, 413, 422).
   *
   * @param issues severity and codes of the OperationOutcome's issues; its free texts may repeat
   *     patient data and are left behind
   */
  record Refused<T>(int status, List<String> issues) implements FhirAnswer<T> {
    public Refused {
      issues = List.copyOf(issues);
    }
  }

  /**
   * The server says in FHIR that it has no such place or does no such thing (404, 405, 410, 501
   * with an OperationOutcome); without one it may be anybody who answers, and it is unavailable.
   */
  record Unsupported<T>(int status, List<String> issues) implements FhirAnswer<T> {
    public Unsupported {
      issues = List.copyOf(issues);
    }
  }

  /** What is there is not what the request expected (409, 412): look again, then ask again. */
  record Conflict<T>(int status) implements FhirAnswer<T> {}

  /**
   * The request may succeed later, or it may have succeeded already without our knowing.
   *
   * @param status the HTTP status, or 0 when there was no HTTP answer
   * @param kind a word for a log line
   * @param notBefore when the server wants to be asked again, if it said so
   */
  record Unavailable<T>(int status, String kind, @Nullable Instant notBefore)
      implements FhirAnswer<T> {
    public Unavailable(int status, String kind) {
      this(status, kind, null);
    }
  }
}
