package org.diptych.study;

/** A box in pixels of the original instance: left, top, width and height, origin top left. */
public record Region(double x, double y, double width, double height) {}
