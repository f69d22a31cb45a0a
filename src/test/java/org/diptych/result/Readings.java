package org.diptych.result;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.KeptReport;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.ModelIdentity;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.Region;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;

/** An invented patient with a chest radiograph, and the ways a reading of it may differ. */
public final class Readings {
  static final Uid STUDY = new Uid("1.2.826.0.1.3680043.10.1.1");
  static final Uid SERIES = new Uid("1.2.826.0.1.3680043.10.1.1.1");
  static final Uid IMAGE = new Uid("1.2.826.0.1.3680043.10.1.1.1.1");
  static final Instant READ_AT = Instant.parse("2026-03-02T09:20:31.250Z");
  static final ReportKey REPORT = new ReportKey("RIS^HOSP|F-77421|71046^LN");
  static final ModelIdentity MODEL = new ModelIdentity("chest-xr", "1.0.0", "Chest radiograph");
  public static final CaseId CASE = CaseId.of(STUDY);

  static final CodedText EFFUSION =
      new CodedText("60046008", "http://snomed.info/sct", "Pleural effusion");
  static final CodedText EFFUSION_RADLEX =
      new CodedText("RID34539", "http://www.radlex.org", "pleural effusion");
  static final CodedText PNEUMOTHORAX =
      new CodedText("36118008", "http://snomed.info/sct", "Pneumothorax");

  static final String CARD = "# Chest radiograph 1.0.0\n\n**Intended use:** research.\n";

  private Readings() {}

  public static ResultConfig config(Map<String, String> issuers) {
    return new ResultConfig() {
      @Override
      public double discordantBelow() {
        return 0.5;
      }

      @Override
      public AfterFinal afterFinal() {
        return AfterFinal.KEEP;
      }

      @Override
      public String patientIdentifierSystem() {
        return "urn:diptych:patient-id";
      }

      @Override
      public String accessionIdentifierSystem() {
        return "urn:diptych:accession-number";
      }

      @Override
      public String orderIdentifierSystem() {
        return "urn:diptych:placer-order-number";
      }

      @Override
      public Map<String, String> issuers() {
        return issuers;
      }

      @Override
      public Optional<String> zone() {
        return Optional.of("Europe/Berlin");
      }
    };
  }

  static Finding effusion() {
    return new Finding(
        List.of(EFFUSION, EFFUSION_RADLEX),
        0.93127,
        0.88,
        0.74,
        0.86,
        true,
        new Region(102.5, 388.25, 240, 130.75));
  }

  static Finding noPneumothorax() {
    return new Finding(List.of(PNEUMOTHORAX), 0.031, 0.05, 0.02, 0.97, false, null);
  }

  static Findings findings(int version, ModelIdentity model, Finding... findings) {
    return new Findings(
        CASE,
        version,
        model,
        IMAGE,
        List.of(findings),
        "Blunting of the left costophrenic angle.",
        List.of(),
        null,
        null,
        null,
        READ_AT);
  }

  public static Findings findings() {
    return findings(1, MODEL, effusion(), noPneumothorax());
  }

  public static Findings abstained(int version, String why) {
    return new Findings(
        CASE, version, MODEL, IMAGE, List.of(), "", List.of(), why, null, null, READ_AT);
  }

  static PatientIdentity patient() {
    return new PatientIdentity(
        new PatientId("P-100234", null), "Adler^Maria^B", LocalDate.of(1961, 4, 9), "F");
  }

  public static ImagingStudy study() {
    return new ImagingStudy(
        STUDY,
        new AccessionNumber("A20260302", null),
        patient(),
        "CR",
        "CHEST",
        LocalDateTime.of(2026, 3, 2, 9, 14, 5),
        "Chest PA",
        Priority.ROUTINE);
  }

  static ImagingStudy studyOf(PatientIdentity patient, AccessionNumber accession) {
    return new ImagingStudy(STUDY, accession, patient, "CR", "CHEST", null, null, Priority.ROUTINE);
  }

  public static KeptInstance instance() {
    SopInstance instance =
        new SopInstance(
            IMAGE,
            new Uid("1.2.840.10008.5.1.4.1.1.1"),
            new Uid("1.2.840.10008.1.2.1"),
            SERIES,
            STUDY,
            "CR",
            "CHEST",
            "PA",
            1,
            null,
            2048,
            2048);
    return new KeptInstance(
        instance, "object", "digest", 8_000_000, "MODALITY", Instant.parse("2026-03-02T08:15:00Z"));
  }

  public static RadiologyReport message() {
    return message(
        new PatientIdentity(
            new PatientId("P-100234", "HOSP&2.16.840.1.113883.19.5&ISO"), null, null, null),
        new AccessionNumber("A20260302", null),
        "PL-5512");
  }

  static RadiologyReport message(
      PatientIdentity patient, AccessionNumber accession, String placerOrderNumber) {
    return new RadiologyReport(
        REPORT,
        ReportStatus.PRELIMINARY,
        "Canarytext: effusion on the left.",
        STUDY,
        accession,
        patient,
        placerOrderNumber,
        "F-77421",
        new CodedText("36643-5", "LN", "XR Chest 2 Views"),
        null,
        Priority.ROUTINE,
        "MSG00042");
  }

  static KeptReport report(RadiologyReport message) {
    return new KeptReport(message, 1, "object", Instant.parse("2026-03-02T09:18:00Z"));
  }

  public static Case subject(int version, Priority priority) {
    return new Case(
        CASE,
        version,
        STUDY,
        1,
        REPORT,
        1,
        CaseState.READ,
        "study instance UID",
        priority,
        Instant.parse("2026-03-02T08:15:00Z"),
        READ_AT);
  }

  static Reading reading() {
    return reading(findings());
  }

  static Reading reading(Findings findings) {
    return new Reading(
            subject(findings.version(), Priority.ROUTINE),
            findings,
            study(),
            List.of(instance()),
            report(message()))
        .with(CARD, null);
  }

  /** The image suggests an effusion that the report does not mention. */
  static Finding unmentioned() {
    return new Finding(List.of(EFFUSION, EFFUSION_RADLEX), 0.81, 0.92, 0.06, 0.13, true, null);
  }

  static Reading discordant() {
    return reading(findings(1, MODEL, unmentioned(), noPneumothorax()));
  }

  /** The reading with pictures: grey, and the same with a mark. */
  static Reading pictured() {
    return discordant().with(CARD, pictures());
  }

  private static ReadingPictures pictures() {
    try {
      return ReadingPictures.of(picture(false), picture(true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage picture(boolean marked) {
    BufferedImage picture = new BufferedImage(320, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, Color.DARK_GRAY, 320, 400, Color.LIGHT_GRAY));
    pen.fillRect(0, 0, 320, 400);
    if (marked) {
      pen.setColor(Color.ORANGE);
      pen.drawRect(40, 250, 100, 90);
    }
    pen.dispose();
    return picture;
  }
}
