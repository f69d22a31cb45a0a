package org.diptych.result;

import org.diptych.fhir.IdentifierSystems;
import org.diptych.fhir.validation.Canonical;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/** The patient, for a server that does not know them yet. */
final class PatientMapper {
  private static final String V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203";

  private final IdentifierSystems systems;
  private final String withoutIssuer;

  PatientMapper(IdentifierSystems systems, String withoutIssuer) {
    this.systems = systems;
    this.withoutIssuer = withoutIssuer;
  }

  Identifier identifier(PatientId id) {
    Coding medicalRecord = new Coding(V2_0203, "MR", "Medical record number");
    return new Identifier()
        .setType(new CodeableConcept(medicalRecord))
        .setSystem(systems.of(id.issuer(), withoutIssuer))
        .setValue(id.value());
  }

  Patient patient(PatientIdentity identity) {
    Patient patient = new Patient();
    patient.getMeta().addProfile(Canonical.PATIENT);
    patient.addIdentifier(identifier(identity.id()));
    if (identity.name() != null && !identity.name().isBlank()) {
      patient.addName(name(identity.name()));
    }
    if (identity.birthDate() != null) {
      patient.setBirthDateElement(new DateType(identity.birthDate().toString()));
    }
    if (identity.sex() != null) {
      patient.setGender(gender(identity.sex()));
    }
    return patient;
  }

  /** Only family, given and middle name stand at the same place in PN and XPN. */
  private static HumanName name(String text) {
    // PN may repeat the name in other scripts after "=" (PS3.5 section 6.2.1.2).
    String[] parts = text.split("=", 2)[0].split("\\^", -1);
    HumanName name = new HumanName();
    if (!parts[0].isBlank()) {
      // XPN.1 may hold subcomponents; the first is the surname.
      name.setFamily(parts[0].split("&", 2)[0].strip());
    }
    for (int i = 1; i < Math.min(parts.length, 3); i++) {
      if (!parts[i].isBlank()) {
        name.addGiven(parts[i].strip());
      }
    }
    return name;
  }

  /** (0010,0040) and PID-8 (HL7 table 0001). */
  private static AdministrativeGender gender(String sex) {
    return switch (sex) {
      case "M" -> AdministrativeGender.MALE;
      case "F" -> AdministrativeGender.FEMALE;
      case "O", "A" -> AdministrativeGender.OTHER;
      default -> AdministrativeGender.UNKNOWN;
    };
  }
}
