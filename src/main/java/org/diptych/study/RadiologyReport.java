package org.diptych.study;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A clinical report, or one version of it, as a message brought it.
 *
 * @param text the whole narrative, lines separated by {@code \n}
 * @param study the study instance UID when the message names it
 * @param controlId MSH-10 of the message
 */
public record RadiologyReport(
    ReportKey key,
    ReportStatus status,
    String text,
    @Nullable Uid study,
    @Nullable AccessionNumber accession,
    @Nullable PatientIdentity patient,
    @Nullable String placerOrderNumber,
    @Nullable String fillerOrderNumber,
    @Nullable CodedText procedure,
    @Nullable LocalDateTime observedAt,
    Priority priority,
    String controlId) {
  /** Keys only: no patient data. */
  @Override
  public String toString() {
    return "RadiologyReport[status=" + status + "]";
  }
}
