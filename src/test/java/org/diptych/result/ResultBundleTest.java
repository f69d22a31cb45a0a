package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.diptych.study.AccessionNumber;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;

/** The transaction as a whole: what is created, what is replaced, and what is left alone. */
class ResultBundleTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();

  @Test
  void the_same_reading_gives_the_same_bytes() {
    assertThat(json(bundle(Readings.reading()))).isEqualTo(json(bundle(Readings.reading())));
  }

  @Test
  void only_result_identifiers_and_our_own_provenance_are_ever_replaced() {
    List<String> replaced =
        bundle(Readings.reading()).getEntry().stream()
            .filter(entry -> entry.getRequest().getMethod() != HTTPVerb.POST)
            .map(entry -> entry.getRequest().getUrl())
            .toList();

    assertThat(replaced)
        .hasSize(4)
        .allMatch(
            url ->
                url.matches(
                    "(Observation|DiagnosticReport)\\?identifier=urn%3Adiptych%3Aresult%7C[0-9a-f]{64}"
                        + "|Provenance/[0-9a-f-]{36}"));
  }

  @Test
  void whatever_is_the_hospitals_is_created_only_where_absent() {
    List<BundleEntryComponent> created =
        bundle(Readings.reading()).getEntry().stream()
            .filter(entry -> entry.getRequest().getMethod() == HTTPVerb.POST)
            .toList();

    assertThat(created)
        .extracting(entry -> entry.getRequest().getUrl(), e -> e.getRequest().getIfNoneExist())
        .containsExactly(
            tuple("Patient", "identifier=urn%3Aoid%3A2.16.840.1.113883.19.5%7CP-100234"),
            tuple("ServiceRequest", "identifier=urn%3Adiptych%3Aaccession-number%7CA20260302"),
            tuple(
                "ImagingStudy",
                "identifier=urn%3Adicom%3Auid%7Curn%3Aoid%3A1.2.826.0.1.3680043.10.1.1"),
            tuple("DocumentReference", "identifier=urn%3Adiptych%3Amodel-card%7Cchest-xr%2F1.0.0"),
            tuple("Device", "identifier=urn%3Adiptych%3Amodel%7Cchest-xr%2F1.0.0"));
  }

  @Test
  void every_reference_resolves_inside_the_transaction() {
    Bundle bundle = bundle(Readings.reading());
    List<String> places = bundle.getEntry().stream().map(BundleEntryComponent::getFullUrl).toList();

    assertThat(places).doesNotHaveDuplicates();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      assertThat(
              R4.newTerser()
                  .getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class))
          .filteredOn(reference -> !reference.hasIdentifier())
          .extracting(Reference::getReference)
          .isSubsetOf(places);
    }
  }

  @Test
  void the_patient_is_what_the_images_said_under_the_issuer_the_report_knew() {
    Patient patient = only(bundle(Readings.reading()), Patient.class);

    assertThat(patient.getIdentifierFirstRep().getSystem())
        .isEqualTo("urn:oid:2.16.840.1.113883.19.5");
    assertThat(patient.getIdentifierFirstRep().getValue()).isEqualTo("P-100234");
    assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("Adler");
    assertThat(patient.getNameFirstRep().getGivenAsSingleString()).isEqualTo("Maria B");
    assertThat(patient.getBirthDateElement().getValueAsString()).isEqualTo("1961-04-09");
    assertThat(patient.getGender().toCode()).isEqualTo("female");
  }

  @Test
  void a_patient_without_issuer_gets_the_configured_system() {
    PatientIdentity identity =
        new PatientIdentity(new PatientId("P|1,2", null), null, LocalDate.EPOCH, null);

    Bundle bundle = bundle(withoutReport(identity, null));

    assertThat(only(bundle, Patient.class).getIdentifierFirstRep().getSystem())
        .isEqualTo("urn:diptych:patient-id");
    assertThat(request(bundle, Patient.class).getRequest().getIfNoneExist())
        .as("separators of the search syntax are escaped")
        .isEqualTo("identifier=urn%3Adiptych%3Apatient-id%7CP%5C%7C1%5C%2C2");
  }

  @Test
  void without_a_patient_the_subject_says_that_it_is_unknown() {
    Bundle bundle = bundle(withoutReport(null, null));

    assertThat(all(bundle, Patient.class)).isEmpty();
    Reference subject = only(bundle, ImagingStudy.class).getSubject();
    assertThat(subject.getExtensionFirstRep().getValue().primitiveValue()).isEqualTo("unknown");
    assertThat(subject.hasReference()).isFalse();
  }

  @Test
  void without_accession_and_order_number_there_is_no_order() {
    Bundle bundle = bundle(withoutReport(Readings.patient(), null));

    assertThat(all(bundle, ServiceRequest.class)).isEmpty();
    assertThat(only(bundle, DiagnosticReport.class).hasBasedOn()).isFalse();
    assertThat(only(bundle, ImagingStudy.class).hasBasedOn()).isFalse();
  }

  @Test
  void without_an_accession_number_the_placer_order_number_names_the_order() {
    Reading reading =
        new Reading(
            Readings.subject(1, Priority.STAT),
            Readings.findings(),
            Readings.studyOf(Readings.patient(), null),
            List.of(Readings.instance()),
            Readings.report(Readings.message(Readings.patient(), null, "PL-5512")));

    ServiceRequest order = only(bundle(reading), ServiceRequest.class);

    assertThat(order.getIdentifier()).hasSize(1);
    assertThat(order.getIdentifierFirstRep().getType().getCodingFirstRep().getCode())
        .isEqualTo("PLAC");
    assertThat(order.getPriority().toCode()).isEqualTo("stat");
  }

  @Test
  void the_order_carries_the_accession_number_as_acsn_and_the_procedure() {
    ServiceRequest order = only(bundle(Readings.reading()), ServiceRequest.class);

    assertThat(order.getIdentifier())
        .extracting(id -> id.getType().getCodingFirstRep().getCode())
        .containsExactly("ACSN", "PLAC");
    assertThat(order.getIdentifier())
        .extracting(id -> id.getType().getCodingFirstRep().getSystem())
        .containsOnly("http://terminology.hl7.org/CodeSystem/v2-0203");
    assertThat(order.getCode().getCodingFirstRep().getSystem()).isEqualTo("http://loinc.org");
    assertThat(order.getIntent().toCode()).isEqualTo("order");
  }

  @Test
  void the_imaging_study_is_known_by_its_uid_and_its_accession_number() {
    ImagingStudy study = only(bundle(Readings.reading()), ImagingStudy.class);

    assertThat(study.getIdentifierFirstRep().getSystem()).isEqualTo("urn:dicom:uid");
    assertThat(study.getIdentifierFirstRep().getValue())
        .isEqualTo("urn:oid:" + Readings.STUDY.value());
    assertThat(study.getIdentifier().get(1).getType().getCodingFirstRep().getCode())
        .isEqualTo("ACSN");
    assertThat(study.getStartedElement().getValueAsString()).isEqualTo("2026-03-02T09:14:05+01:00");
    assertThat(study.getModalityFirstRep().getCode()).isEqualTo("CR");
    assertThat(study.getDescription()).isEqualTo("Chest PA");
    assertThat(study.getNumberOfInstances()).isEqualTo(1);
    assertThat(study.getSeriesFirstRep().getUid()).isEqualTo(Readings.SERIES.value());
    assertThat(study.getSeriesFirstRep().getInstanceFirstRep().getUid())
        .isEqualTo(Readings.IMAGE.value());
    assertThat(study.getSeriesFirstRep().getInstanceFirstRep().getSopClass().getCode())
        .isEqualTo("urn:oid:1.2.840.10008.5.1.4.1.1.1");
  }

  @Test
  void an_abstained_reading_is_a_report_that_says_why_and_nothing_more() {
    Bundle bundle = bundle(Readings.reading(Readings.abstained(1, "the image is a colour photo")));

    assertThat(all(bundle, Observation.class)).isEmpty();
    DiagnosticReport report = only(bundle, DiagnosticReport.class);
    assertThat(report.getStatus().toCode()).isEqualTo("preliminary");
    assertThat(report.hasResult()).isFalse();
    assertThat(report.hasConclusionCode()).isFalse();
    assertThat(report.getConclusion())
        .contains("gave no finding", "the image is a colour photo", "not for clinical use");
    assertThat(only(bundle, Provenance.class).getTarget()).hasSize(1);
  }

  @Test
  void a_new_version_speaks_of_the_same_resources_with_a_provenance_of_its_own() {
    Bundle first = bundle(Readings.reading());
    Bundle second =
        bundle(
            Readings.reading(
                Readings.findings(
                    2, Readings.MODEL, Readings.effusion(), Readings.noPneumothorax())));

    assertThat(urls(second, "Observation")).isEqualTo(urls(first, "Observation"));
    assertThat(urls(second, "DiagnosticReport")).isEqualTo(urls(first, "DiagnosticReport"));
    assertThat(urls(second, "Provenance")).doesNotContainAnyElementsOf(urls(first, "Provenance"));
  }

  @Test
  void no_text_of_the_report_is_copied_into_the_transaction() {
    assertThat(json(bundle(Readings.reading()))).doesNotContain("Canarytext");
  }

  private static Reading withoutReport(PatientIdentity patient, AccessionNumber accession) {
    return new Reading(
        Readings.subject(1, Priority.ROUTINE),
        Readings.findings(),
        Readings.studyOf(patient, accession),
        List.of(Readings.instance()),
        null);
  }

  static Bundle bundle(Reading reading) {
    return new ResultBundle(Readings.config(Map.of())).of(reading);
  }

  static String json(Resource resource) {
    return R4.newJsonParser().setPrettyPrint(true).encodeResourceToString(resource);
  }

  static <T extends Resource> List<T> all(Bundle bundle, Class<T> type) {
    return bundle.getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  static <T extends Resource> T only(Bundle bundle, Class<T> type) {
    List<T> all = all(bundle, type);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static BundleEntryComponent request(Bundle bundle, Class<? extends Resource> type) {
    return bundle.getEntry().stream()
        .filter(entry -> type.isInstance(entry.getResource()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> urls(Bundle bundle, String type) {
    return bundle.getEntry().stream()
        .map(entry -> entry.getRequest().getUrl())
        .filter(url -> url.startsWith(type))
        .toList();
  }
}
