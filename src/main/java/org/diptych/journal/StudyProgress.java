package org.diptych.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a study has come.
 *
 * @param settled how often it has settled
 * @param open whether something arrived since it last settled
 * @param longestGap between two instances since it last opened
 * @param callingAeTitle who sent the latest instance
 */
public record StudyProgress(
    int instances,
    Instant firstSeen,
    Instant lastSeen,
    int settled,
    boolean open,
    Duration longestGap,
    String callingAeTitle) {}
