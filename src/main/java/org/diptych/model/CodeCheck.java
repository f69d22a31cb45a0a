package org.diptych.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.diptych.model.ClassDefinition.Code;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a package whose codes cannot be what they say they are: what is written to a hospital's
 * server is found by them. No terminology is asked, so a code that is well formed and means
 * something else is not noticed.
 */
final class CodeCheck {
  private static final String SNOMED_CT = "http://snomed.info/sct";
  private static final String LOINC = "http://loinc.org";

  /** The systems that classes may be coded in, by the URIs of FHIR R4 section 4.3.0. */
  private static final Map<String, Pattern> SYSTEMS =
      Map.of(
          SNOMED_CT,
          Pattern.compile("[1-9]\\d{5,17}"),
          LOINC,
          Pattern.compile("\\d{1,7}-\\d"),
          "http://www.radlex.org",
          Pattern.compile("RP?ID[1-9]\\d*"),
          "http://dicom.nema.org/resources/ontology/DCM",
          Pattern.compile("\\d{6}|[A-Z]{2,16}"),
          "urn:diptych:finding",
          Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*"));

  /** Row {@code i} is the permutation {@code i} times after itself, Verhoeff 1969. */
  private static final int[][] PERMUTATION = new int[8][10];

  static {
    int[] once = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    for (int digit = 0; digit < 10; digit++) {
      PERMUTATION[0][digit] = digit;
    }
    for (int row = 1; row < 8; row++) {
      for (int digit = 0; digit < 10; digit++) {
        PERMUTATION[row][digit] = once[PERMUTATION[row - 1][digit]];
      }
    }
  }

  private CodeCheck() {}

  static void require(String source, List<ClassDefinition> classes) throws BrokenPackage {
    Set<String> preferred = new HashSet<>();
    for (ClassDefinition each : classes) {
      for (Code code : each.codes()) {
        String objection = objection(code);
        if (objection != null) {
          throw new BrokenPackage(
              source + ": class '" + each.label() + "': code " + code.code() + " " + objection);
        }
      }
      // The preferred code tells the Observations of a study apart.
      Code first = each.codes().get(0);
      if (!preferred.add(first.system() + "|" + first.code())) {
        throw new BrokenPackage(
            source + ": class '" + each.label() + "' has the preferred code of another class");
      }
    }
  }

  /** What is wrong with the code, or null. */
  static @Nullable String objection(Code code) {
    Pattern syntax = SYSTEMS.get(code.system());
    if (syntax == null) {
      return "is of system " + code.system() + ", which is none of " + systems();
    }
    if (!syntax.matcher(code.code()).matches()) {
      return "does not look like a code of " + code.system();
    }
    if (!code.display().equals(code.display().strip())) {
      return "has a display that begins or ends with a space";
    }
    return switch (code.system()) {
      case SNOMED_CT -> objectionToConcept(code.code());
      case LOINC -> luhn(code.code()) ? null : "has a wrong check digit";
      default -> null;
    };
  }

  private static List<String> systems() {
    return SYSTEMS.keySet().stream().sorted().toList();
  }

  /** SNOMED CT Release File Specifications, section 6: SCTID. */
  private static @Nullable String objectionToConcept(String id) {
    if (!verhoeff(id)) {
      return "has a wrong check digit";
    }
    String partition = id.substring(id.length() - 3, id.length() - 1);
    return partition.equals("00") || partition.equals("10") ? null : "is not that of a concept";
  }

  private static boolean verhoeff(String digits) {
    int check = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      check = inFiveSidedSymmetry(check, PERMUTATION[place % 8][digit]);
    }
    return check == 0;
  }

  /** Composition of two symmetries of the pentagon: 0 to 4 turn it, 5 to 9 turn it over. */
  private static int inFiveSidedSymmetry(int one, int other) {
    if (one < 5) {
      return other < 5 ? (one + other) % 5 : 5 + (one + other) % 5;
    }
    return other < 5 ? 5 + Math.floorMod(one - other, 5) : Math.floorMod(one - other, 5);
  }

  /** LOINC Users' Guide, appendix C: the last digit is Luhn's. */
  private static boolean luhn(String code) {
    String digits = code.replace("-", "");
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      int weighed = place % 2 == 0 ? digit : 2 * digit;
      sum += weighed / 10 + weighed % 10;
    }
    return sum % 10 == 0;
  }
}
