package org.diptych.fhir.source;

/** Something a resource refers to could not be had now, so that the resource must wait. */
final class MissingPart extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Fetched failure;

  MissingPart(Fetched failure) {
    super("a referenced resource is not to be had", null, false, false);
    this.failure = failure;
  }

  Fetched failure() {
    return failure;
  }
}
