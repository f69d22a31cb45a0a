package org.diptych.study;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one version of a case.
 *
 * @param image the SOP instance that was read
 * @param description the model's own description of what it sees
 * @param abstained why the model gave no finding, or null when it read the case
 * @param preview object key of a PNG of the image as read, or null
 * @param overlay object key of a transparent PNG of heat map, mask and boxes, or null
 */
public record Findings(
    CaseId caseId,
    int version,
    ModelIdentity model,
    @Nullable Uid image,
    List<Finding> findings,
    String description,
    List<WordAttention> attention,
    @Nullable String abstained,
    @Nullable String preview,
    @Nullable String overlay,
    Instant readAt) {
  public Findings {
    findings = List.copyOf(findings);
    attention = List.copyOf(attention);
  }

  /** Keys only: the description may repeat the report. */
  @Override
  public String toString() {
    return "Findings[case=" + caseId + ", version=" + version + ", model=" + model.id() + "]";
  }
}
