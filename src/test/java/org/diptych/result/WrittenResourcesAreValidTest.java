package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.diptych.fhir.validation.ResourceValidator;
import org.diptych.fhir.validation.SharedValidator;
import org.diptych.study.ModelIdentity;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything the engine writes passes the validator without an error. */
class WrittenResourcesAreValidTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private final ResourceValidator validator = SharedValidator.get();

  @TestFactory
  Stream<DynamicTest> everything_written_is_valid() {
    return transactions().entrySet().stream()
        .flatMap(
            transaction ->
                transaction.getValue().getEntry().stream()
                    .map(
                        entry ->
                            DynamicTest.dynamicTest(
                                transaction.getKey() + ": " + entry.getResource().fhirType(),
                                () ->
                                    assertThat(validator.errors(entry.getResource())).isEmpty())));
  }

  private static Map<String, Bundle> transactions() {
    Map<String, Bundle> all = new LinkedHashMap<>();
    all.put("read", ResultBundleTest.bundle(Readings.reading()));
    all.put("discordant", ResultBundleTest.bundle(Readings.pictured()));
    all.put(
        "abstained", ResultBundleTest.bundle(Readings.reading(Readings.abstained(1, "no chest"))));
    Bundle later =
        ResultBundleTest.bundle(
            Readings.reading(
                Readings.findings(
                    2, new ModelIdentity("chest-xr", "2.0.0", "Chest"), Readings.effusion())));
    new Superseded(R4).withdraw(ResultBundleTest.bundle(Readings.discordant()), later);
    all.put("superseded", later);
    Bundle earlier = ResultBundleTest.bundle(Readings.discordant());
    Bundle withdrawn = new Bundle().setType(BundleType.TRANSACTION);
    new Superseded(R4).retract(earlier, withdrawn);
    new Retraction("the report was cancelled", Instant.EPOCH).explain(earlier, withdrawn);
    all.put("withdrawn", withdrawn);
    return all;
  }
}
