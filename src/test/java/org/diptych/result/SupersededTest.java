package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.diptych.study.ModelIdentity;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

class SupersededTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private final Bundle earlier = ResultBundleTest.bundle(Readings.reading());

  @Test
  void a_second_reading_of_the_same_findings_withdraws_nothing() {
    Bundle now =
        ResultBundleTest.bundle(
            Readings.reading(
                Readings.findings(
                    2, Readings.MODEL, Readings.effusion(), Readings.noPneumothorax())));
    int before = now.getEntry().size();

    new Superseded(R4).withdraw(earlier, now);

    assertThat(now.getEntry()).hasSize(before);
  }

  @Test
  void observations_are_cancelled_when_the_model_now_abstains() {
    Bundle now =
        ResultBundleTest.bundle(Readings.reading(Readings.abstained(2, "wrong body part")));

    new Superseded(R4).withdraw(earlier, now);

    assertThat(ResultBundleTest.all(now, Observation.class))
        .hasSize(2)
        .allMatch(observation -> observation.getStatus().toCode().equals("cancelled"));
    assertThat(ResultBundleTest.only(now, DiagnosticReport.class).getStatus().toCode())
        .isEqualTo("preliminary");
    assertThat(ResultBundleTest.only(now, Patient.class)).isNotNull();
  }

  @Test
  void another_models_results_are_cancelled_with_everything_they_refer_to() {
    Bundle now =
        ResultBundleTest.bundle(
            Readings.reading(
                Readings.findings(
                    2, new ModelIdentity("chest-xr", "2.0.0", "Chest"), Readings.effusion())));

    new Superseded(R4).withdraw(earlier, now);

    assertThat(ResultBundleTest.all(now, DiagnosticReport.class))
        .extracting(report -> report.getStatus().toCode())
        .containsExactly("preliminary", "cancelled");
    assertThat(ResultBundleTest.all(now, Device.class))
        .extracting(device -> device.getVersionFirstRep().getValue())
        .containsExactlyInAnyOrder("1.0.0", "2.0.0");
    assertThat(now.getEntry()).extracting(BundleEntryComponent::getFullUrl).doesNotHaveDuplicates();
  }

  @Test
  void nothing_of_the_hospitals_is_ever_replaced_by_a_withdrawal() {
    Bundle now =
        ResultBundleTest.bundle(Readings.reading(Readings.abstained(2, "wrong body part")));

    new Superseded(R4).withdraw(earlier, now);

    List<String> replaced =
        now.getEntry().stream()
            .filter(entry -> entry.getRequest().getMethod() == HTTPVerb.PUT)
            .map(entry -> entry.getRequest().getUrl())
            .toList();
    assertThat(replaced)
        .allMatch(url -> url.contains("urn%3Adiptych%3Aresult") || url.startsWith("Provenance/"));
  }
}
