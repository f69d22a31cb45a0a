package org.diptych.fhir.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import ca.uhn.fhir.validation.ValidationResult;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one validator of the engine: FHIR R4, our own profiles, and what they refer to. It reads
 * megabytes of definitions at its first use, so it is made in the background when {@code
 * diptych.fhir.validate} is on, and at first use otherwise.
 */
@ApplicationScoped
public class ResourceValidator {
  private static final Logger LOG = Logger.getLogger(ResourceValidator.class);

  /** The validator and what it knows. */
  private record Made(FhirValidator validator, IValidationSupport definitions) {}

  private final boolean wanted;
  private CompletableFuture<Made> validator = new CompletableFuture<>();
  private boolean begun;

  @Inject
  public ResourceValidator(ValidationConfig config) {
    this(config.validate());
  }

  ResourceValidator(boolean wanted) {
    this.wanted = wanted;
  }

  /** A validator for those who are no bean; it is made at its first use. */
  public static ResourceValidator lazily() {
    return new ResourceValidator(false);
  }

  /** Whether what is written is to be validated first. */
  public boolean wanted() {
    return wanted;
  }

  void warm(@Observes StartupEvent start) {
    if (wanted) {
      begin();
    }
  }

  /** Everything the validator says of the resource, with its texts: they may repeat the content. */
  public OperationOutcome validate(IBaseResource resource) {
    return validate(resource, null);
  }

  /** The same, with one more profile that the resource is held to if there is one. */
  public OperationOutcome validate(IBaseResource resource, @Nullable String profile) {
    ValidationOptions options = new ValidationOptions();
    if (profile != null) {
      options.addProfile(profile);
    }
    return (OperationOutcome)
        made().validator.validateWithResult(resource, options).toOperationOutcome();
  }

  /** Whether a profile of that canonical URL is among the definitions. */
  public boolean knows(String profile) {
    return made().definitions.fetchStructureDefinition(profile) != null;
  }

  /** Place and key of every error, free of content; empty when the resource is valid. */
  public List<String> errors(IBaseResource resource) {
    return result(resource).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(ResourceValidator::place)
        .distinct()
        .toList();
  }

  private ValidationResult result(IBaseResource resource) {
    return made().validator.validateWithResult(resource);
  }

  private Made made() {
    return begin().join();
  }

  /** Rules of profiles bring their key after the last {@code #} of the message's id. */
  private static String place(SingleValidationMessage message) {
    String id = message.getMessageId() == null ? "" : message.getMessageId();
    return message.getLocationString() + " " + id.substring(id.lastIndexOf('#') + 1);
  }

  private synchronized CompletableFuture<Made> begin() {
    if (!begun) {
      begun = true;
      validator = CompletableFuture.supplyAsync(ResourceValidator::make);
    }
    return validator;
  }

  private static Made make() {
    long began = System.nanoTime();
    // Its own context: a validator caches what it learned there.
    FhirContext context = FhirContext.forR4();
    FhirValidator made = context.newValidator();
    IValidationSupport definitions = support(context);
    made.registerValidatorModule(instanceValidator(definitions));
    made.validateWithResult(new Patient());
    LOG.infof("FHIR validator ready after %d ms", (System.nanoTime() - began) / 1_000_000);
    return new Made(made, definitions);
  }

  private static FhirInstanceValidator instanceValidator(IValidationSupport definitions) {
    FhirInstanceValidator module = new FhirInstanceValidator(definitions);
    module.setNoTerminologyChecks(false);
    module.setErrorForUnknownProfiles(true);
    return module;
  }

  private static IValidationSupport support(FhirContext context) {
    DefaultProfileValidationSupport published = new DefaultProfileValidationSupport(context);
    PrePopulatedValidationSupport definitions = new PrePopulatedValidationSupport(context);
    Definitions.ours().forEach(definitions::addResource);
    for (MetadataResource foreign : Foreign.all()) {
      definitions.addResource(foreign);
    }
    definitions.addResource(
        Foreign.withAiast((CodeSystem) published.fetchCodeSystem(Foreign.V3_OBSERVATION_VALUE)));
    UnknownCodeSystemWarningValidationSupport unknown =
        new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
    return new ValidationSupportChain(
        definitions,
        published,
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context),
        unknown);
  }
}
