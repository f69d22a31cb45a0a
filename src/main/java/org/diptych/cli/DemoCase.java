package org.diptych.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import javax.imageio.ImageIO;
import org.diptych.dicom.DicomImageWriter;
import org.diptych.dicom.GreyImage;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;

/**
 * A real, licensed image with its text (see {@code demo/ATTRIBUTION.md}), told as a study and a
 * report of an invented patient.
 */
final class DemoCase {
  private static final String FACILITY = "DEMO";

  private final String resource;
  private final String title;
  private final ImagingStudy study;
  private final CodedText procedure;
  private final String view;
  private final String key;

  private DemoCase(
      String resource,
      String title,
      ImagingStudy study,
      CodedText procedure,
      String view,
      String key) {
    this.resource = resource;
    this.title = title;
    this.study = study;
    this.procedure = procedure;
    this.view = view;
    this.key = key;
  }

  /**
   * The cases of the demo. UIDs are of the 2.25 arc and fixed, so a second demo changes nothing.
   */
  static List<DemoCase> all() {
    return List.of(
        new DemoCase(
            "chest",
            "chest radiograph",
            study("2.25.1000000001", "DEMO-CR-1", "Demo^Chest", "M", "CR", "CHEST", "Chest PA"),
            new CodedText("36554-4", "LN", "XR Chest Single view"),
            "PA",
            "chest"),
        new DemoCase(
            "breast",
            "breast ultrasound",
            study("2.25.1000000002", "DEMO-US-1", "Demo^Breast", "F", "US", "BREAST", "Breast US"),
            new CodedText("24601-7", "LN", "US Breast"),
            "",
            "breast"));
  }

  /** The chest radiograph as another study of another invented patient. */
  static DemoCase chest(String uid, String accession) {
    return new DemoCase(
        "chest",
        "chest radiograph",
        study(uid, accession, "Bench^Chest", "M", "CR", "CHEST", "Chest PA"),
        new CodedText("36554-4", "LN", "XR Chest Single view"),
        "PA",
        accession);
  }

  private static ImagingStudy study(
      String uid,
      String accession,
      String patient,
      String sex,
      String modality,
      String bodyPart,
      String description) {
    return new ImagingStudy(
        new Uid(uid),
        new AccessionNumber(accession, null),
        new PatientIdentity(
            new PatientId(accession + "-PAT", FACILITY), patient, LocalDate.of(1970, 1, 1), sex),
        modality,
        bodyPart,
        LocalDateTime.of(2020, 3, 1, 9, 30),
        description,
        Priority.ROUTINE);
  }

  String title() {
    return title;
  }

  ImagingStudy study() {
    return study;
  }

  /** The image as the modality would send it: a Part 10 file in the directory. */
  Path writeImage(Path directory) throws IOException {
    Path file = directory.resolve(resource + ".dcm");
    try (OutputStream out = Files.newOutputStream(file)) {
      new DicomImageWriter("Attribution: demo/ATTRIBUTION.md of Diptych")
          .write(
              study,
              new Uid(study.uid() + ".1"),
              new Uid(study.uid() + ".1.1"),
              view.isEmpty() ? null : view,
              image(),
              out);
    }
    return file;
  }

  /** The report as the RIS would hold it. */
  RadiologyReport report() throws IOException {
    return new RadiologyReport(
        new ReportKey("demo " + key),
        ReportStatus.FINAL,
        text(),
        null,
        study.accession(),
        study.patient(),
        null,
        "DEMO-F-" + key,
        procedure,
        study.started(),
        study.priority(),
        "DEMO-MSG-" + key);
  }

  private GreyImage image() throws IOException {
    try (InputStream in = open(resource + ".png")) {
      return GreyImage.of(ImageIO.read(in));
    }
  }

  private String text() throws IOException {
    try (InputStream in = open(resource + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream("demo/" + name);
    if (in == null) {
      throw new FileNotFoundException("demo/" + name + " is not in this build");
    }
    return in;
  }
}
