package org.diptych.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.diptych.fhir.OwnResult;
import org.diptych.fhir.validation.Canonical;
import org.diptych.study.Finding;
import org.diptych.study.ModelIdentity;
import org.diptych.study.Region;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;

/** One finding as an Observation: present or absent, how probable, and where. */
final class ObservationMapper {
  private static final String SNOMED_CT = "http://snomed.info/sct";
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final String CATEGORY =
      "http://terminology.hl7.org/CodeSystem/observation-category";
  private static final String INTERPRETATION =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

  /** Our own codes for what no code system names; fhir-profiles/README.md lists them. */
  static final String COMPONENT = Canonical.OBSERVATION_COMPONENT;

  private final StudyTime time;

  ObservationMapper(StudyTime time) {
    this.time = time;
  }

  static Identifier identifier(ResultAddress address, Finding finding) {
    return OwnResult.identifier(address.ofFinding(finding));
  }

  Observation observation(Finding finding, Identifier identifier, Reading reading, Slots slots) {
    Observation observation = new Observation();
    AiTransparency.label(observation, Canonical.FINDING);
    observation.addExtension(
        AiTransparency.CONFIDENCE, new DecimalType(decimal(confidence(finding))));
    observation.addIdentifier(identifier);
    if (slots.order() != null) {
      observation.addBasedOn(slots.order().reference());
    }
    observation.setStatus(ObservationStatus.PRELIMINARY);
    observation.addCategory(new CodeableConcept(new Coding(CATEGORY, "imaging", "Imaging")));
    observation.setCode(Codings.concept(finding.codes()).setText(finding.label()));
    observation.setSubject(slots.subject());
    time.of(reading).ifPresent(observation::setEffective);
    observation.setIssuedElement(StudyTime.instant(reading.findings().readAt()));
    observation.setValue(presence(finding.present()));
    observation.addInterpretation(interpretation(finding.present()));
    if (reading.study() != null && reading.study().bodyPart() != null) {
      observation.setBodySite(BodySite.concept(reading.study().bodyPart()));
    }
    observation.setMethod(method(reading.findings().model()));
    observation.setDevice(slots.device().reference());
    if (slots.study() != null) {
      observation.addDerivedFrom(slots.study().reference());
    }
    probabilities(observation, finding);
    Region region = finding.region();
    Uid image = reading.findings().image();
    if (region != null && image != null) {
      box(observation, region, image);
    }
    return observation;
  }

  /** AIconfidence is trust in the recorded value, so for "absent" it is what is left of 1. */
  private static double confidence(Finding finding) {
    return finding.present() ? finding.probability() : 1 - finding.probability();
  }

  private static CodeableConcept method(ModelIdentity model) {
    return AiTransparency.deepLearning()
        .setText(model.name() + " " + model.version() + ", image and report read together");
  }

  private static CodeableConcept presence(boolean present) {
    return new CodeableConcept(
        present
            ? new Coding(SNOMED_CT, "52101004", "Present")
            : new Coding(SNOMED_CT, "2667000", "Absent"));
  }

  private static CodeableConcept interpretation(boolean present) {
    return new CodeableConcept(
        present
            ? new Coding(INTERPRETATION, "POS", "Positive")
            : new Coding(INTERPRETATION, "NEG", "Negative"));
  }

  private static void probabilities(Observation observation, Finding finding) {
    number(observation, "probability", "Probability of presence", finding.probability());
    number(observation, "image-alone", "Probability, image alone", finding.imageAlone());
    number(observation, "report-alone", "Probability, report alone", finding.reportAlone());
    number(observation, "concordance", "Concordance of image and report", finding.concordance());
  }

  private static void number(Observation to, String code, String display, double value) {
    component(to, code, display, decimal(value), "1", "1");
  }

  private static void box(Observation observation, Region region, Uid image) {
    observation
        .addComponent()
        .setCode(code("box-instance", "SOP instance of the box"))
        .setValue(new StringType(image.toUrn()));
    pixels(observation, "box-left", "Box: left", region.x());
    pixels(observation, "box-top", "Box: top", region.y());
    pixels(observation, "box-width", "Box: width", region.width());
    pixels(observation, "box-height", "Box: height", region.height());
  }

  private static void pixels(Observation to, String code, String display, double value) {
    BigDecimal pixels = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    component(to, code, display, pixels, "pixel", "{pixel}");
  }

  private static void component(
      Observation to, String code, String display, BigDecimal value, String unit, String ucum) {
    Quantity quantity = new Quantity().setValue(value).setUnit(unit);
    quantity.setSystem(UCUM).setCode(ucum);
    to.addComponent().setCode(code(code, display)).setValue(quantity);
  }

  private static CodeableConcept code(String code, String display) {
    return new CodeableConcept(new Coding(COMPONENT, code, display));
  }

  private static BigDecimal decimal(double probability) {
    return BigDecimal.valueOf(probability).setScale(4, RoundingMode.HALF_UP);
  }
}
