package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.diptych.cli.EngineProcess;
import org.diptych.intake.DicomWebServer;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;

/**
 * From what is written on a FHIR server to the results on the same server: subscription,
 * notification, fetch, images by WADO-RS, case, reading, delivery.
 */
final class FhirSourceScenario {
  private FhirSourceScenario() {}

  static void run(EngineProcess engine, URI server, DicomWebServer archive, Path directory)
      throws Exception {
    FhirHospital hospital = new FhirHospital(server, 41, directory);
    hospital.storesImages(archive);
    hospital.writesPatientAndOrder();
    hospital.writesStudy(archive);
    Engines.awaitState(engine, hospital.study(), "AWAITING_REPORT");

    String report = hospital.writesReport("preliminary", "");
    Engines.awaitState(engine, hospital.study(), "DELIVERED");

    List<DiagnosticReport> first = hospital.results();
    assertThat(first).hasSize(1);
    assertThat(first.get(0).getStatus()).isEqualTo(DiagnosticReportStatus.PRELIMINARY);
    assertThat(first.get(0).getResult()).isNotEmpty();
    assertThat(first.get(0).getSubject().getReference()).isEqualTo("Patient/pat41");
    assertThat(first.get(0).getImagingStudyFirstRep().getReference())
        .isEqualTo("ImagingStudy/study41");
    assertThat(first.get(0).getBasedOnFirstRep().getReference())
        .isEqualTo("ServiceRequest/order41");
    hospital.assertUntouched(report, "1");

    hospital.writesReport("final", "Breast ultrasound. No focal lesion.");
    await()
        .atMost(Engines.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(hospital.results())
                    .singleElement()
                    .satisfies(after -> assertThat(after.getMeta().getVersionId()).isEqualTo("2")));
    hospital.assertUntouched(report, "2");
  }
}
