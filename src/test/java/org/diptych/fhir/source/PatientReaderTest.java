package org.diptych.fhir.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.study.PatientChange;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class PatientReaderTest {
  private static final SourceTerms ZURICH =
      new SourceTerms(
          new IdentifierSystems(Map.of()),
          "urn:diptych:patient-id",
          "urn:diptych:accession-number",
          "urn:diptych:placer-order-number",
          ZoneId.of("Europe/Zurich"));

  private static Patient patient(String id) {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem("urn:diptych:patient-id").setValue(id);
    return patient;
  }

  private static SourceContent.Patients read(Patient patient) throws MissingPart {
    return (SourceContent.Patients)
        new PatientReader(ZURICH).read(patient, "1", new References(null, patient));
  }

  @Test
  void changes_happened_when_the_server_took_the_version_as_the_clocks_of_the_department_show_it()
      throws MissingPart {
    Patient patient = patient("P2");
    patient.getMeta().setLastUpdated(Date.from(Instant.parse("2026-07-01T09:00:00Z")));
    patient.addContained(patient("P1").setId("p1"));
    patient.addLink().setType(LinkType.REPLACES).setOther(new Reference("#p1"));

    SourceContent.Patients said = read(patient);

    LocalDateTime at = LocalDateTime.parse("2026-07-01T11:00");
    assertThat(said.at()).isEqualTo(at);
    assertThat(said.changes()).hasSize(2).extracting(PatientChange::at).containsOnly(at);
  }

  @Test
  void changes_of_a_version_without_a_time_say_none() throws MissingPart {
    assertThat(read(patient("P2")).changes()).extracting(PatientChange::at).containsOnlyNulls();
  }
}
