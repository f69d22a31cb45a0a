package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diptych.model.ClassDefinition.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes of a package are looked at when it is loaded. */
class CodeCheckTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "http://snomed.info/sct, 60046008",
    "http://snomed.info/sct, 36118008",
    "http://snomed.info/sct, 2667000",
    "http://snomed.info/sct, 999000011000000103",
    "http://loinc.org, 18748-4",
    "http://loinc.org, 36643-5",
    "http://www.radlex.org, RID34539",
    "http://dicom.nema.org/resources/ontology/DCM, 121071",
    "urn:diptych:finding, breast-lesion-benign"
  })
  void a_code_that_is_well_formed_is_taken(String system, String code) {
    assertThat(CodeCheck.objection(new Code(system, code, "Display"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://snomed.info/sct, 60046009, has a wrong check digit",
    "http://snomed.info/sct, 60064008, has a wrong check digit",
    "http://snomed.info/sct, 754786014, is not that of a concept",
    "http://snomed.info/sct, 00600460, does not look like a code",
    "http://snomed.info/sct, 1234, does not look like a code",
    "http://loinc.org, 18748-5, has a wrong check digit",
    "http://loinc.org, 17848-4, has a wrong check digit",
    "http://loinc.org, effusion, does not look like a code",
    "http://www.radlex.org, 34539, does not look like a code",
    "http://dicom.nema.org/resources/ontology/DCM, 1210, does not look like a code",
    "urn:diptych:finding, Breast lesion, does not look like a code",
    "http://radlex.org, RID34539, is of system http://radlex.org",
    "SCT, 60046008, is of system SCT"
  })
  void a_code_that_cannot_be_one_is_refused_with_the_reason(
      String system, String code, String reason) {
    assertThat(CodeCheck.objection(new Code(system, code, "Display"))).startsWith(reason);
  }

  @Test
  void the_codes_of_the_bundled_packages_are_taken() throws IOException {
    for (String name : PackageSource.BUNDLED) {
      PackageSource source = new PackageSource.Bundled(name);
      CodeCheck.require(name, PackageFiles.manifest(source.bytes("model.json")).classes());
    }
  }

  @Test
  void a_package_with_a_code_of_a_wrong_check_digit_is_not_loaded() throws IOException {
    assertThatThrownBy(() -> load("254837009", "254837008"))
        .isInstanceOf(BrokenPackage.class)
        .hasMessageContaining("code 254837008 has a wrong check digit");
  }

  @Test
  void a_package_with_a_code_without_words_is_not_loaded() {
    assertThatThrownBy(() -> load("Malignant neoplasm of breast", " "))
        .isInstanceOf(BrokenPackage.class)
        .hasStackTraceContaining("a code has a system, a code and a display");
  }

  @Test
  void a_package_whose_classes_share_their_preferred_code_is_not_loaded() {
    assertThatThrownBy(() -> load("281900007", "254837009"))
        .isInstanceOf(BrokenPackage.class)
        .hasMessageContaining("has the preferred code of another class");
  }

  private void load(String what, String instead) throws IOException {
    PackageSource bundled = new PackageSource.Bundled("breast-us");
    String manifest = new String(bundled.bytes("model.json"), StandardCharsets.UTF_8);
    assertThat(manifest).contains('"' + what + '"');
    Files.writeString(
        directory.resolve("model.json"), manifest.replace('"' + what + '"', '"' + instead + '"'));
    ModelPackage.load(directory.toString(), "cpu").close();
  }
}
