package org.diptych.pairing;

import java.util.List;
import org.diptych.journal.KeptReport;
import org.jspecify.annotations.Nullable;

/**
 * Who claims a study.
 *
 * @param rule of the strongest claims, null when there is none
 * @param reports that claim it by that rule
 * @param winner the one it belongs to, null when there is none or only a person can tell
 * @param around every match of the reports around the study
 */
record Claims(
    @Nullable PairingRule rule,
    List<KeptReport> reports,
    @Nullable KeptReport winner,
    List<Match> around) {}
