package org.diptych.dicom;

/**
 * A data set that was written through to its last byte.
 *
 * @param digest SHA-256 over the data set bytes as received, in hexadecimal
 */
public record ReceivedDataSet(InstanceHeader header, String digest, long bytes) {}
