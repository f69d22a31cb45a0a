package org.diptych.model;

import java.util.List;

/**
 * What a package is and what it is for.
 *
 * @param modalities DICOM modalities (0008,0060) it reads
 * @param bodyParts DICOM body parts (0018,0015) it reads, upper case
 * @param bodyPartAssumed whether it may read an object that names no body part
 */
public record PackageAbout(
    String id,
    String version,
    String name,
    List<String> modalities,
    List<String> bodyParts,
    boolean bodyPartAssumed,
    String licence,
    String intendedUse,
    List<String> limits) {
  public PackageAbout {
    modalities = List.copyOf(modalities);
    bodyParts = List.copyOf(bodyParts);
    limits = List.copyOf(limits);
  }
}
