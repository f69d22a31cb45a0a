package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import javax.imageio.ImageIO;
import org.diptych.cli.EngineProcess;
import org.diptych.dicom.DicomImageWriter;
import org.diptych.dicom.DicomSender;
import org.diptych.dicom.GreyImage;
import org.diptych.hl7.MllpPeer;
import org.diptych.hl7.OruWriter;
import org.diptych.study.AccessionNumber;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;

/** The systems around the engine: a modality and a RIS with one patient and one study. */
final class Hospital {
  private static final String DESCRIPTION = "Breast ultrasound";

  private final ImagingStudy study;
  private final String text;
  private final Path image;

  /**
   * @param number makes UIDs and order numbers, so that tests do not meet
   */
  Hospital(int number, String patientName, String text, Path directory) throws IOException {
    this.text = text;
    this.study =
        new ImagingStudy(
            new Uid("2.25.77." + number),
            new AccessionNumber("ACC" + number, null),
            new PatientIdentity(
                new PatientId("PAT" + number, "HOSP"), patientName, LocalDate.of(1961, 5, 4), "F"),
            "US",
            "BREAST",
            LocalDateTime.of(2026, 1, 2, 10, 0),
            DESCRIPTION,
            Priority.ROUTINE);
    this.image = write(study, directory.resolve("image-" + number + ".dcm"));
  }

  private Hospital(ImagingStudy study, String text, Path image) throws IOException {
    this.study = study;
    this.text = text;
    this.image = write(study, image);
  }

  /** The same order of the same patient, with another study under it. */
  Hospital withAnotherStudy(int number) throws IOException {
    ImagingStudy another =
        new ImagingStudy(
            new Uid("2.25.77." + number),
            study.accession(),
            study.patient(),
            study.modality(),
            study.bodyPart(),
            study.started(),
            study.description(),
            study.priority());
    return new Hospital(another, text, image.resolveSibling("image-" + number + ".dcm"));
  }

  private static Path write(ImagingStudy study, Path image) throws IOException {
    try (OutputStream out = Files.newOutputStream(image)) {
      new DicomImageWriter(null)
          .write(
              study,
              new Uid(study.uid() + ".1"),
              new Uid(study.uid() + ".1.1"),
              null,
              demoImage(),
              out);
    }
    return image;
  }

  Uid study() {
    return study.uid();
  }

  Path image() {
    return image;
  }

  void sendStudy(EngineProcess engine) throws IOException {
    int port = engine.ports().dicom();
    assertThat(new DicomSender("MODALITY", "DIPTYCH", "127.0.0.1", port).send(List.of(image)))
        .singleElement()
        .satisfies(response -> assertThat(response.status()).isZero());
  }

  void sendReport(EngineProcess engine) throws IOException {
    assertThat(offerReport(engine)).contains("MSA|AA|MSG-" + study.uid());
  }

  private String offerReport(EngineProcess engine) throws IOException {
    return offer(engine, report(ReportStatus.FINAL, text, "MSG-" + study.uid()));
  }

  /** Any message of the RIS, MSH without its fields after the type; acknowledged with AA. */
  static void sendMessage(EngineProcess engine, String type, String controlId, String... segments)
      throws IOException {
    String message =
        "MSH|^~\\&|RIS|HOSP|DIPTYCH|HOSP|20260301120000||%s|%s|P|2.5.1||||||UNICODE UTF-8\r"
                .formatted(type, controlId)
            + String.join("\r", segments)
            + "\r";
    InetSocketAddress listener = new InetSocketAddress("127.0.0.1", engine.ports().mllp());
    try (MllpPeer ris = MllpPeer.connect(listener, Duration.ofSeconds(20))) {
      byte[] answer = ris.send(message.getBytes(StandardCharsets.UTF_8));
      assertThat(new String(answer, StandardCharsets.UTF_8)).contains("MSA|AA|" + controlId);
    }
  }

  /** One step in the life of the report: its status and text from then on. */
  void sendReport(EngineProcess engine, ReportStatus status, String words) throws IOException {
    String controlId = status.code() + "-" + study.uid();
    assertThat(offer(engine, report(status, words, controlId))).contains("MSA|AA|" + controlId);
  }

  private RadiologyReport report(ReportStatus status, String words, String controlId) {
    return new RadiologyReport(
        new ReportKey("written by the RIS"),
        status,
        words,
        null,
        study.accession(),
        study.patient(),
        null,
        "F-" + study.uid(),
        null,
        study.started(),
        Priority.ROUTINE,
        controlId);
  }

  private static String offer(EngineProcess engine, RadiologyReport report) throws IOException {
    OruWriter writer =
        new OruWriter(
            new OruWriter.Parties("RIS", "HOSP", "DIPTYCH", "HOSP"), Clock.systemDefaultZone());
    InetSocketAddress listener = new InetSocketAddress("127.0.0.1", engine.ports().mllp());
    try (MllpPeer ris = MllpPeer.connect(listener, Duration.ofSeconds(20))) {
      return new String(ris.send(writer.write(report)), StandardCharsets.UTF_8);
    }
  }

  private static GreyImage demoImage() throws IOException {
    try (InputStream in = Hospital.class.getResourceAsStream("/demo/breast.png")) {
      return GreyImage.of(ImageIO.read(in));
    }
  }
}
