package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;

/** A Bundle posted to the base: all of it or nothing. */
public final class TransactionProvider {
  private final Repository repository;

  TransactionProvider(Repository repository) {
    this.repository = repository;
  }

  /** Carries the transaction out and answers with a Bundle of the same order. */
  @Transaction
  public Bundle transact(@TransactionParam @Nullable Bundle bundle, RequestDetails request) {
    if (bundle == null) {
      throw Refusal.invalid("The request has no body.");
    }
    return repository.transact(bundle, request.getFhirServerBase());
  }
}
