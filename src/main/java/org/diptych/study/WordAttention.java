package org.diptych.study;

/** How much the model weighed one word of the report: offsets into the text, weight 0 to 1. */
public record WordAttention(int begin, int end, double weight) {}
