package org.diptych.delivery;

/** A resource that is the hospital's to create on its own server. */
public enum HospitalResource {
  PATIENT("Patient"),
  SERVICE_REQUEST("ServiceRequest"),
  IMAGING_STUDY("ImagingStudy");

  private final String type;

  HospitalResource(String type) {
    this.type = type;
  }

  /** The FHIR resource type. */
  String type() {
    return type;
  }
}
