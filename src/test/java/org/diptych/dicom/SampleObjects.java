package org.diptych.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.diptych.study.AccessionNumber;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.Uid;

/** Small valid objects for tests; the patient is invented. */
public final class SampleObjects {
  public static final String CANARY_NAME = "Zwölfkanari^Åsa";

  private SampleObjects() {}

  public static ImagingStudy study(Uid uid, String modality) {
    return new ImagingStudy(
        uid,
        new AccessionNumber("ACC-1", "RIS"),
        new PatientIdentity(
            new PatientId("PAT-1", "HOSPITAL"), CANARY_NAME, LocalDate.of(1950, 3, 17), "F"),
        modality,
        "CHEST",
        LocalDateTime.of(2024, 5, 6, 7, 8, 9),
        "Chest PA",
        Priority.ROUTINE);
  }

  /** A CR object whose pixels are a ramp of the given seed. */
  public static Path radiograph(Path file, String instance, int seed) throws IOException {
    byte[] pixels = new byte[64 * 48];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * seed);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      new DicomImageWriter("Invented for tests, no licence needed")
          .write(
              study(new Uid("2.25.100"), "CR"),
              new Uid("2.25.200"),
              new Uid(instance),
              "PA",
              new GreyImage(64, 48, pixels),
              out);
    }
    return file;
  }

  /** An object of this series and study, small and black; the modality has two letters. */
  public static byte[] object(String study, String series, String uid, String modality)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DicomImageWriter("Invented for tests, no licence needed")
        .write(
            study(new Uid(study), "CR"),
            new Uid(series),
            new Uid(uid),
            "PA",
            new GreyImage(16, 12, new byte[16 * 12]),
            out);
    String bytes = out.toString(StandardCharsets.ISO_8859_1);
    String element = "\u0008\0\u0060\0CS\u0002\0";
    return bytes.replace(element + "CR", element + modality).getBytes(StandardCharsets.ISO_8859_1);
  }
}
