package org.diptych.journal;

import java.time.Instant;
import org.diptych.study.ReportKey;

/**
 * A person's choice of a report for a study that is in force.
 *
 * @param entry that states it
 */
public record KeptChoice(long entry, ReportKey report, String by, Instant at) {}
