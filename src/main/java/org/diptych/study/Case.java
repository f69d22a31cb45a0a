package org.diptych.study;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One study, one report, or both, and where they stand.
 *
 * @param version counts readings: 0 before the first, n+1 when new images or a new report reopen it
 * @param reportVersion which version of the report the reading is of, 0 without a report
 * @param settled which settling of the study the reading is of, 0 before the first
 * @param reason why the case is where it is: the pairing rule, or why it was set aside; no patient
 *     data
 */
public record Case(
    CaseId id,
    int version,
    @Nullable Uid study,
    int settled,
    @Nullable ReportKey report,
    int reportVersion,
    CaseState state,
    String reason,
    Priority priority,
    Instant opened,
    Instant changed) {
  /** The same case where it stands now. */
  public Case in(CaseState now, String why, Instant when) {
    return new Case(
        id, version, study, settled, report, reportVersion, now, why, priority, opened, when);
  }

  /** The same case, at least as urgent as this. */
  public Case atLeast(Priority other) {
    return other.rank() <= priority.rank()
        ? this
        : new Case(
            id,
            version,
            study,
            settled,
            report,
            reportVersion,
            state,
            reason,
            other,
            opened,
            changed);
  }

  /** The case without its report, in a version that nothing was read in. */
  public Case withoutReport() {
    return new Case(
        id, version + 1, study, settled, null, 0, state, reason, priority, opened, changed);
  }
}
