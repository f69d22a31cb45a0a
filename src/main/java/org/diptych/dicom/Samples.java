package org.diptych.dicom;

/**
 * The stored values of one frame, pixel by pixel.
 *
 * @param photometric what the values mean now; a codec may have changed it
 */
record Samples(int[] values, int perPixel, String photometric) {}
