package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** What a result written by a machine must carry (site/markdown/conformance/fhir-results.md). */
class AiResultChecklistTest {
  private static final String AI =
      "http://hl7.org/fhir/uv/aitransparency/CodeSystem/AIdeviceTypeCS";

  private final Bundle bundle = ResultBundleTest.bundle(Readings.reading());
  private final Device device = ResultBundleTest.only(bundle, Device.class);
  private final DiagnosticReport report = ResultBundleTest.only(bundle, DiagnosticReport.class);
  private final Provenance provenance = ResultBundleTest.only(bundle, Provenance.class);
  private final List<Observation> observations = ResultBundleTest.all(bundle, Observation.class);
  private final Observation effusion = observations.get(0);
  private final Observation pneumothorax = observations.get(1);

  @Test
  void the_device_is_an_artificial_intelligence_of_one_model_version() {
    assertThat(coding(device.getType().getCodingFirstRep()))
        .isEqualTo(AI + "|Artificial-Intelligence");
    assertThat(device.getType().getCoding()).hasSize(1);
    assertThat(device.getIdentifierFirstRep().getValue()).isEqualTo("chest-xr/1.0.0");
    assertThat(device.getVersionFirstRep().getValue()).isEqualTo("1.0.0");
    assertThat(device.getModelNumber()).isEqualTo("chest-xr");
    assertThat(device.getDeviceNameFirstRep().getName()).isEqualTo("Chest radiograph");
    assertThat(device.getSafetyFirstRep().getText()).contains("not for clinical use");
    assertThat(
            device.getExtensionsByUrl(
                "http://hl7.org/fhir/uv/aitransparency/StructureDefinition/aitransparency.AIKind"))
        .hasSize(2);
  }

  @Test
  void everything_the_model_says_is_labelled_as_asserted_by_a_machine() {
    List<Resource> said =
        Stream.concat(observations.stream(), Stream.of(report, provenance))
            .map(Resource.class::cast)
            .toList();

    assertThat(said)
        .allSatisfy(
            resource ->
                assertThat(resource.getMeta().getSecurity())
                    .extracting(AiResultChecklistTest::coding)
                    .containsExactly(
                        "http://terminology.hl7.org/CodeSystem/v3-ObservationValue|AIAST"));
  }

  @Test
  void there_is_one_preliminary_imaging_observation_for_every_finding_present_or_not() {
    assertThat(observations)
        .extracting(
            observation -> observation.getStatus().toCode(),
            observation -> observation.getCategoryFirstRep().getCodingFirstRep().getCode(),
            observation -> observation.getCode().getCodingFirstRep().getCode(),
            observation -> observation.getValueCodeableConcept().getCodingFirstRep().getCode(),
            observation -> observation.getInterpretationFirstRep().getCodingFirstRep().getCode())
        .containsExactly(
            tuple("preliminary", "imaging", "60046008", "52101004", "POS"),
            tuple("preliminary", "imaging", "36118008", "2667000", "NEG"));
    assertThat(effusion.getCode().getCoding())
        .extracting(AiResultChecklistTest::coding)
        .containsExactly("http://snomed.info/sct|60046008", "http://www.radlex.org|RID34539");
  }

  @Test
  void an_observation_says_whose_it_is_when_and_from_what() {
    assertThat(effusion.getIdentifierFirstRep().getSystem()).isEqualTo("urn:diptych:result");
    assertThat(type(effusion.getSubject())).isEqualTo("Patient");
    assertThat(type(effusion.getBasedOnFirstRep())).isEqualTo("ServiceRequest");
    assertThat(type(effusion.getDevice())).isEqualTo("Device");
    assertThat(type(effusion.getDerivedFromFirstRep())).isEqualTo("ImagingStudy");
    assertThat(effusion.getEffectiveDateTimeType().getValueAsString())
        .isEqualTo("2026-03-02T09:14:05+01:00");
    assertThat(effusion.getIssuedElement().getValueAsString())
        .isEqualTo("2026-03-02T09:20:31.250Z");
    assertThat(effusion.getBodySite().getCodingFirstRep().getCode()).isEqualTo("51185008");
    assertThat(effusion.hasPerformer()).as("R4 has no Device there").isFalse();
  }

  @Test
  void confidence_is_trust_in_the_recorded_value() {
    assertThat(confidence(effusion)).isEqualTo("0.9313");
    assertThat(confidence(pneumothorax)).as("1 - 0.031, for absent").isEqualTo("0.9690");
  }

  @Test
  void an_observation_keeps_what_image_and_report_say_alone_and_how_far_they_agree() {
    assertThat(number(effusion, "probability")).isEqualTo("0.9313");
    assertThat(number(effusion, "image-alone")).isEqualTo("0.8800");
    assertThat(number(effusion, "report-alone")).isEqualTo("0.7400");
    assertThat(number(effusion, "concordance")).isEqualTo("0.8600");
  }

  @Test
  void the_box_is_in_pixels_of_the_sop_instance_that_was_read() {
    assertThat(component(effusion, "box-instance").getValueStringType().getValue())
        .isEqualTo("urn:oid:" + Readings.IMAGE.value());
    assertThat(number(effusion, "box-left")).isEqualTo("102.5");
    assertThat(number(effusion, "box-top")).isEqualTo("388.3");
    assertThat(number(effusion, "box-width")).isEqualTo("240.0");
    assertThat(number(effusion, "box-height")).isEqualTo("130.8");
    assertThat(component(effusion, "box-left").getValueQuantity().getCode()).isEqualTo("{pixel}");
    assertThat(pneumothorax.getComponent()).hasSize(4);
  }

  @Test
  void the_report_is_preliminary_radiology_that_nobody_has_interpreted() {
    assertThat(report.getStatus().toCode()).isEqualTo("preliminary");
    assertThat(coding(report.getCategoryFirstRep().getCodingFirstRep()))
        .isEqualTo("http://terminology.hl7.org/CodeSystem/v2-0074|RAD");
    assertThat(report.getCode().getCoding())
        .extracting(AiResultChecklistTest::coding)
        .containsExactly("http://loinc.org|36643-5", "http://loinc.org|18748-4");
    assertThat(report.hasResultsInterpreter()).isFalse();
    assertThat(report.hasPerformer()).isFalse();
    assertThat(report.getIdentifierFirstRep().getSystem()).isEqualTo("urn:diptych:result");
    assertThat(type(report.getSubject())).isEqualTo("Patient");
    assertThat(type(report.getBasedOnFirstRep())).isEqualTo("ServiceRequest");
    assertThat(type(report.getImagingStudyFirstRep())).isEqualTo("ImagingStudy");
    assertThat(report.getResult())
        .extracting(this::type)
        .containsExactly("Observation", "Observation");
    assertThat(report.getIssuedElement().getValueAsString()).isEqualTo("2026-03-02T09:20:31.250Z");
  }

  @Test
  void the_conclusion_has_the_description_the_present_findings_and_the_intended_use() {
    assertThat(report.getConclusion().lines())
        .containsExactly(
            "Blunting of the left costophrenic angle.",
            "- Pleural effusion: present, probability 0.93 (image alone 0.88, report alone 0.74)",
            "Written by software and not verified by a person: research use, not for clinical"
                + " use.");
    assertThat(report.getConclusionCode())
        .extracting(code -> code.getCodingFirstRep().getCode())
        .containsExactly("60046008");
  }

  @Test
  void provenance_names_the_device_the_sources_and_every_result() {
    assertThat(provenance.getTarget())
        .extracting(this::type)
        .containsExactly("DiagnosticReport", "Observation", "Observation");
    assertThat(provenance.getReasonFirstRep().getCodingFirstRep().getCode()).isEqualTo("AIAST");
    assertThat(provenance.getRecordedElement().getValueAsString())
        .isEqualTo("2026-03-02T09:20:31.250Z");
    assertThat(provenance.getAgent()).hasSize(1);
    assertThat(coding(provenance.getAgentFirstRep().getRoleFirstRep().getCodingFirstRep()))
        .isEqualTo(AI + "|Artificial-Intelligence");
    assertThat(provenance.getAgentFirstRep().getType().getCodingFirstRep().getCode())
        .isEqualTo("author");
    assertThat(type(provenance.getAgentFirstRep().getWho())).isEqualTo("Device");
    assertThat(provenance.getEntity())
        .extracting(entity -> entity.getRole().toCode())
        .containsExactly("source", "source", "derivation");
    assertThat(type(provenance.getEntity().get(0).getWhat())).isEqualTo("ImagingStudy");
  }

  @Test
  void the_device_leads_to_its_model_card_in_markdown() {
    DocumentReference card = ResultBundleTest.only(bundle, DocumentReference.class);
    Attachment content = card.getContentFirstRep().getAttachment();

    assertThat(card.getType().getCodingFirstRep().getCode()).isEqualTo("AIModelCard");
    assertThat(content.getContentType()).isEqualTo("text/markdown");
    assertThat(new String(content.getData(), StandardCharsets.UTF_8)).isEqualTo(Readings.CARD);
    assertThat(content.getSize()).isEqualTo(Readings.CARD.length());
    assertThat(type((Reference) device.getExtensionByUrl(AiTransparency.MODEL_CARD).getValue()))
        .isEqualTo("DocumentReference");
    assertThat(type(provenance.getEntity().get(2).getWhat())).isEqualTo("DocumentReference");
  }

  @Test
  void a_finding_says_by_what_method_it_was_found() {
    assertThat(effusion.getMethod().getText())
        .isEqualTo("Chest radiograph 1.0.0, image and report read together");
  }

  @Test
  void a_discordant_reading_is_a_preliminary_issue_with_its_evidence() {
    Bundle discordant = ResultBundleTest.bundle(Readings.discordant());
    DetectedIssue issue = ResultBundleTest.only(discordant, DetectedIssue.class);

    assertThat(issue.getStatus().toCode()).isEqualTo("preliminary");
    assertThat(coding(issue.getMeta().getSecurityFirstRep())).endsWith("|AIAST");
    assertThat(issue.getEvidence())
        .flatExtracting(evidence -> evidence.getDetail())
        .extracting(Reference::getType)
        .containsExactly("ImagingStudy", "DiagnosticReport", "Observation");
    assertThat(issue.getDetail())
        .isEqualTo(
            "Pleural effusion: the image alone says 0.92, the report alone 0.06;"
                + " concordance 0.13.");
    assertThat(ResultBundleTest.only(discordant, Provenance.class).getTarget())
        .extracting(Reference::getType)
        .contains("DetectedIssue");
  }

  @Test
  void a_reading_whose_halves_agree_is_no_issue() {
    assertThat(ResultBundleTest.all(bundle, DetectedIssue.class)).isEmpty();
  }

  @Test
  void everything_written_says_which_profile_it_follows() {
    assertThat(ResultBundleTest.bundle(Readings.discordant()).getEntry())
        .allSatisfy(
            entry ->
                assertThat(entry.getResource().getMeta().getProfile())
                    .hasSize(1)
                    .allMatch(
                        profile ->
                            profile.getValue().startsWith("http://diptych.org/fhir/Structure")));
  }

  @Test
  void the_source_report_is_named_by_a_digest_and_its_message() {
    Reference what = provenance.getEntity().get(1).getWhat();

    assertThat(what.getIdentifier().getSystem()).isEqualTo("urn:diptych:report");
    assertThat(what.getIdentifier().getValue()).matches("[0-9a-f]{64}/1");
    assertThat(what.getDisplay())
        .isEqualTo("Report version 1, OBR-25 P, message control ID MSG00042");
  }

  private String type(Reference reference) {
    return bundle.getEntry().stream()
        .filter(entry -> entry.getFullUrl().equals(reference.getReference()))
        .findFirst()
        .orElseThrow()
        .getResource()
        .fhirType();
  }

  private static String confidence(Observation observation) {
    return ((DecimalType)
            observation
                .getExtensionByUrl(
                    "http://hl7.org/fhir/uv/aitransparency/StructureDefinition/AIconfidence")
                .getValue())
        .getValueAsString();
  }

  private static ObservationComponentComponent component(Observation observation, String code) {
    return observation.getComponent().stream()
        .filter(
            component ->
                component
                    .getCode()
                    .hasCoding("http://diptych.org/fhir/CodeSystem/observation-component", code))
        .findFirst()
        .orElseThrow();
  }

  private static String number(Observation observation, String code) {
    return component(observation, code).getValueQuantity().getValue().toPlainString();
  }

  private static String coding(Coding coding) {
    return coding.getSystem() + "|" + coding.getCode();
  }
}
