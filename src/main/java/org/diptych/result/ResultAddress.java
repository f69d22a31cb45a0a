package org.diptych.result;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.diptych.study.Case;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.ModelIdentity;
import org.diptych.study.ReportKey;
import org.diptych.study.Sha256;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a study, a report and a model live: the same inputs always give the same
 * identifiers (DESIGN section 3). Only digests leave here, because a report key leads to a patient.
 */
record ResultAddress(@Nullable Uid study, @Nullable ReportKey report, ModelIdentity model) {
  static ResultAddress of(Case subject, ModelIdentity model) {
    return new ResultAddress(subject.study(), subject.report(), model);
  }

  /** Identifier value of the DiagnosticReport. */
  String ofReport() {
    return Sha256.hex(key());
  }

  /** Identifier value of the Observation of a finding. */
  String ofFinding(Finding finding) {
    CodedText code = finding.codes().get(0);
    return Sha256.hex(
        key() + "\n" + (code.system() == null ? "" : code.system()) + "|" + code.code());
  }

  /** Identifier value of the DetectedIssue of a discordant reading. */
  String ofIssue() {
    return Sha256.hex(key() + "\ndiscordance");
  }

  /** Logical id of the Provenance of one version of a reading. */
  UUID ofProvenance(int version) {
    return UUID.nameUUIDFromBytes(
        ("Provenance/" + ofReport() + "/" + version).getBytes(StandardCharsets.UTF_8));
  }

  /** A digest that stands for the report without leading to its order. */
  static String digest(ReportKey key) {
    return Sha256.hex(key.value());
  }

  private String key() {
    return String.join(
        "\n",
        study == null ? "" : study.value(),
        report == null ? "" : report.value(),
        model.id(),
        model.version());
  }

  /** Without the report key. */
  @Override
  public String toString() {
    return "ResultAddress[" + study + ", " + model.id() + "]";
  }
}
