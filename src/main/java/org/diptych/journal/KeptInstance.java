package org.diptych.journal;

import java.time.Instant;
import org.diptych.study.SopInstance;

/**
 * A SOP instance and where its Part 10 file lies.
 *
 * @param object key of the file in the object store
 * @param datasetDigest SHA-256 of the data set bytes as received, without file meta information
 * @param callingAeTitle who sent it
 */
public record KeptInstance(
    SopInstance instance,
    String object,
    String datasetDigest,
    long bytes,
    String callingAeTitle,
    Instant receivedAt) {}
