package org.diptych.pairing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.diptych.study.CodedText;
import org.diptych.study.ImagingStudy;
import org.jspecify.annotations.Nullable;

/** What the words of an ordered procedure say of modality (PS3.3 C.7.3.1.1.1) and body part. */
final class Procedure {
  private static final Map<String, List<String>> MODALITIES =
      Map.ofEntries(
          Map.entry("XR", List.of("CR", "DX", "RG")),
          Map.entry("CR", List.of("CR", "DX", "RG")),
          Map.entry("DX", List.of("CR", "DX", "RG")),
          Map.entry("RADIOGRAPH", List.of("CR", "DX", "RG")),
          Map.entry("RADIOGRAPHY", List.of("CR", "DX", "RG")),
          Map.entry("XRAY", List.of("CR", "DX", "RG")),
          Map.entry("CT", List.of("CT")),
          Map.entry("MR", List.of("MR")),
          Map.entry("MRI", List.of("MR")),
          Map.entry("US", List.of("US")),
          Map.entry("ULTRASOUND", List.of("US")),
          Map.entry("SONOGRAPHY", List.of("US")),
          Map.entry("MG", List.of("MG")),
          Map.entry("MAMMOGRAPHY", List.of("MG")),
          Map.entry("PET", List.of("PT")),
          Map.entry("PT", List.of("PT")),
          Map.entry("NM", List.of("NM")),
          Map.entry("XA", List.of("XA")),
          Map.entry("RF", List.of("RF")));
  private static final Set<String> BODY_PARTS =
      Set.of(
          "ABDOMEN",
          "ANKLE",
          "BRAIN",
          "BREAST",
          "CHEST",
          "ELBOW",
          "FOOT",
          "HAND",
          "HEAD",
          "HIP",
          "KNEE",
          "LIVER",
          "NECK",
          "PELVIS",
          "SHOULDER",
          "SKULL",
          "SPINE",
          "THYROID",
          "WRIST");

  private final Set<String> words;
  private final @Nullable String display;

  Procedure(@Nullable CodedText procedure) {
    String display = procedure == null ? null : procedure.display();
    this.display = display;
    String said = display == null && procedure != null ? procedure.code() : display;
    this.words =
        said == null
            ? Set.of()
            : Arrays.stream(said.toUpperCase(Locale.ROOT).replace("X-RAY", "XRAY").split("[^A-Z]+"))
                .collect(Collectors.toSet());
  }

  /** Whether one word names a modality, and none names the study's. */
  boolean otherModality(ImagingStudy study) {
    List<String> said = said();
    return !said.isEmpty() && study.modality() != null && !said.contains(study.modality());
  }

  boolean modality(ImagingStudy study) {
    return study.modality() != null && said().contains(study.modality());
  }

  private List<String> said() {
    return words.stream()
        .flatMap(word -> MODALITIES.getOrDefault(word, List.of()).stream())
        .toList();
  }

  /** Whether one word names a body part, and none names the study's. */
  boolean otherBodyPart(ImagingStudy study) {
    String part = study.bodyPart();
    return part != null
        && BODY_PARTS.contains(part)
        && words.stream().anyMatch(BODY_PARTS::contains)
        && !words.contains(part);
  }

  boolean bodyPart(ImagingStudy study) {
    return study.bodyPart() != null && words.contains(study.bodyPart());
  }

  /** Whether the study may be one of this procedure and something says so. */
  boolean fits(ImagingStudy study) {
    boolean same = display != null && display.equalsIgnoreCase(study.description());
    return same
        || (!otherModality(study) && !otherBodyPart(study) && (modality(study) || bodyPart(study)));
  }
}
