package org.diptych.dicom;

import java.util.Set;

/** Which abstract and transfer syntaxes the storage SCP accepts (PS3.4 annex B, PS3.6 annex A). */
final class StorageSyntaxes {
  static final String VERIFICATION = "1.2.840.10008.1.1";

  /** Patient objects of PS3.4 table B.5-1; new ones appear under it year by year. */
  private static final String STORAGE_ARC = "1.2.840.10008.5.1.4.1.1.";

  /** The UIDs of the standard (PS3.6); what lies outside is a maker's own SOP class. */
  private static final String STANDARD_ARC = "1.2.840.10008.";

  private static final String TRANSFER_SYNTAX_ARC = "1.2.840.10008.1.2";

  /**
   * Storage SOP classes that the standard registered outside its storage arc. Non-patient objects
   * (PS3.4 annex GG: palettes, protocols, implants) belong to no study and are not taken.
   */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "1.2.840.10008.5.1.1.27", // Stored Print Storage (retired)
          "1.2.840.10008.5.1.1.29", // Hardcopy Grayscale Image Storage (retired)
          "1.2.840.10008.5.1.1.30", // Hardcopy Color Image Storage (retired)
          "1.2.840.10008.5.1.4.34.1", // RT Beams Delivery Instruction Storage - Trial (retired)
          "1.2.840.10008.5.1.4.34.7", // RT Beams Delivery Instruction Storage
          "1.2.840.10008.5.1.4.34.10"); // RT Brachy Application Setup Delivery Instruction Storage

  private StorageSyntaxes() {}

  static boolean isStorage(String sopClass) {
    return sopClass.startsWith(STORAGE_ARC)
        || ELSEWHERE.contains(sopClass)
        || !sopClass.startsWith(STANDARD_ARC) && !sopClass.isBlank();
  }

  /** Implicit and Explicit VR Little Endian, which data sets without pixels come in. */
  static boolean isPlain(String uid) {
    return uid.equals(TRANSFER_SYNTAX_ARC) || uid.equals(TRANSFER_SYNTAX_ARC + ".1");
  }

  static boolean isTransferSyntax(String uid) {
    return uid.equals(TRANSFER_SYNTAX_ARC) || uid.startsWith(TRANSFER_SYNTAX_ARC + ".");
  }
}
