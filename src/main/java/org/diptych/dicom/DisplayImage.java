package org.diptych.dicom;

/**
 * One frame as a viewer would show it.
 *
 * @param luminance row by row from the top left, 0 black to 1 white
 * @param colour whether the frame has chroma, which the luminance leaves out
 */
public record DisplayImage(int width, int height, float[] luminance, boolean colour) {}
