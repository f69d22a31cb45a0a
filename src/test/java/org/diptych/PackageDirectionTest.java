package org.diptych;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The directions of the rooms: standards know nothing of the engine, stages nothing of each other.
 */
@AnalyzeClasses(packages = "org.diptych", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageDirectionTest {
  private static final String[] STAGES_AND_ABOVE = {
    "org.diptych.intake..",
    "org.diptych.pairing..",
    "org.diptych.inference..",
    "org.diptych.result..",
    "org.diptych.delivery..",
    "org.diptych.camel..",
    "org.diptych.admin..",
    "org.diptych.cli.."
  };

  @ArchTest
  static final ArchRule stagesMeetOnlyInARoute =
      slices()
          .matching("org.diptych.(intake|pairing|inference|result|delivery)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule standardsKnowNothingOfTheEngine =
      noClasses()
          .that()
          .resideInAnyPackage("org.diptych.dicom..", "org.diptych.hl7..", "org.diptych.fhir..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.diptych.journal..",
              "org.diptych.model..",
              "org.diptych.intake..",
              "org.diptych.pairing..",
              "org.diptych.inference..",
              "org.diptych.result..",
              "org.diptych.delivery..",
              "org.diptych.camel..",
              "org.diptych.admin..",
              "org.diptych.cli..");

  @ArchTest
  static final ArchRule standardsDoNotKnowEachOther =
      slices().matching("org.diptych.(dicom|hl7|fhir)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule vocabularyDependsOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("org.diptych.study..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.diptych.journal..", "org.diptych.dicom..", "org.diptych.hl7..");

  @ArchTest
  static final ArchRule modelStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("org.diptych.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.diptych.study..",
              "org.diptych.journal..",
              "org.diptych.dicom..",
              "org.diptych.hl7..",
              "org.diptych.fhir..");

  @ArchTest
  static final ArchRule journalKnowsOnlyTheVocabulary =
      noClasses()
          .that()
          .resideInAPackage("org.diptych.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STAGES_AND_ABOVE);

  @ArchTest
  static final ArchRule adminSeesJournalAndModelOnly =
      noClasses()
          .that()
          .resideInAPackage("org.diptych.admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.diptych.dicom..",
              "org.diptych.hl7..",
              "org.diptych.fhir..",
              "org.diptych.intake..",
              "org.diptych.pairing..",
              "org.diptych.inference..",
              "org.diptych.result..",
              "org.diptych.delivery..",
              "org.diptych.cli..");

  @ArchTest
  static final ArchRule theDicomToolkitStaysInDicom =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.diptych.dicom..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.aoju..", "org.dcm4che3..");

  @ArchTest
  static final ArchRule hl7v2StaysInHl7 =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.diptych.hl7..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ca.uhn.hl7v2..");

  @ArchTest
  static final ArchRule hapiFhirStaysInFhirAndItsStages =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.diptych.fhir..", "org.diptych.result..", "org.diptych.delivery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ca.uhn.fhir..", "org.hl7.fhir..");

  @ArchTest
  static final ArchRule djlStaysInModel =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.diptych.model..", "org.diptych.inference..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule sqlStaysInTheJournalAndTheRepository =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.diptych.journal..", "org.diptych.fhir..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "com.github.kagkarlsson..");

  @ArchTest
  static final ArchRule camelStaysAtTheSeam =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.diptych.camel..", "org.diptych.admin..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.diptych.(**)").should().beFreeOfCycles();
}
