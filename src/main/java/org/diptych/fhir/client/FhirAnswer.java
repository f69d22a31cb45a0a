package org.diptych.fhir.client;

import java.util.List;

/** What came of a request to a FHIR server; none of the kinds carries content of a resource. */
public sealed interface FhirAnswer<T> {

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
   * The request may succeed later, or it may have succeeded already without our knowing.
   *
   * @param status the HTTP status, or 0 when there was no HTTP answer
   * @param kind a word for a log line
   */
  record Unavailable<T>(int status, String kind) implements FhirAnswer<T> {}
}
