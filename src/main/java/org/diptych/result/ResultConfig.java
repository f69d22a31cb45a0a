package org.diptych.result;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** How findings become documents. */
@ConfigMapping(prefix = "diptych.result")
public interface ResultConfig {
  /** Identifier system of patient identifiers that arrive without an issuer. */
  @WithDefault("urn:diptych:patient-id")
  String patientIdentifierSystem();

  /** Identifier system of accession numbers that arrive without an issuer. */
  @WithDefault("urn:diptych:accession-number")
  String accessionIdentifierSystem();

  /** Identifier system of placer order numbers. */
  @WithDefault("urn:diptych:placer-order-number")
  String orderIdentifierSystem();

  /** A finding whose concordance is below this is discordant and becomes a DetectedIssue. */
  @WithDefault("0.5")
  double discordantBelow();

  /** What becomes of a draft once its report is final. */
  @WithDefault("keep")
  AfterFinal afterFinal();

  /** What becomes of a draft once its report is final. */
  enum AfterFinal {
    /** The reading of the final report takes its place. */
    KEEP,
    /** It is withdrawn, and nothing takes its place. */
    WITHDRAW
  }

  /** Identifier system (a URI) of each issuer that is only a local name: {@code issuers.NAME}. */
  Map<String, String> issuers();

  /**
   * Time zone of the modalities, such as {@code Europe/Vienna}; DICOM times seldom state theirs.
   * Unset: the machine's.
   */
  Optional<String> zone();
}
