package org.diptych.fhir.validation;

import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ConstraintSeverity;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r4.model.Type;

/**
 * Writes the differential of a profile; elements are told in the order of the resource's
 * definition, which snapshots ask for.
 */
final class Profile {
  private final StructureDefinition definition = new StructureDefinition();
  private final String type;

  private Profile(String url, String type, String title, String purpose) {
    this.type = type;
    String id = url.substring(url.lastIndexOf('/') + 1);
    definition.setId(id);
    definition
        .setUrl(url)
        .setVersion(Publication.VERSION)
        .setName(Publication.name(id))
        .setTitle(title)
        .setStatus(PublicationStatus.ACTIVE)
        .setDescription(purpose)
        .setFhirVersion(FHIRVersion._4_0_1)
        .setKind(StructureDefinitionKind.RESOURCE)
        .setAbstract(false)
        .setType(type)
        .setBaseDefinition("http://hl7.org/fhir/StructureDefinition/" + type)
        .setDerivation(TypeDerivationRule.CONSTRAINT);
    element("");
  }

  static Profile of(String url, String type, String title, String purpose) {
    return new Profile(url, type, title, purpose);
  }

  /** A rule over the whole resource, as FHIRPath. */
  Profile rule(String key, String human, String expression) {
    definition
        .getDifferential()
        .getElementFirstRep()
        .addConstraint()
        .setKey(key)
        .setSeverity(ConstraintSeverity.ERROR)
        .setHuman(human)
        .setExpression(expression);
    return this;
  }

  Profile required(String path) {
    element(path).setMin(1);
    return this;
  }

  Profile forbidden(String path, String why) {
    element(path).setMax("0").setComment(why);
    return this;
  }

  /** At least one, and every one has at least these parts. */
  Profile pattern(String path, Type pattern) {
    element(path).setMin(1).setPattern(pattern);
    return this;
  }

  Profile bound(String path, String typeCode, String valueSet) {
    ElementDefinition element = element(path).setMin(1);
    element.addType().setCode(typeCode);
    element.getBinding().setStrength(BindingStrength.REQUIRED).setValueSet(valueSet);
    return this;
  }

  StructureDefinition end() {
    return definition;
  }

  private ElementDefinition element(String path) {
    String full = path.isEmpty() ? type : type + "." + path;
    ElementDefinition element = definition.getDifferential().addElement();
    element.setId(full);
    return element.setPath(full);
  }
}
