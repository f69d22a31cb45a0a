package org.diptych.study;

import org.jspecify.annotations.Nullable;

/**
 * A code with the system that defines it and the words that display it.
 *
 * @param system URI of the code system, or an HL7 v2 coding system name where intake has no better
 */
public record CodedText(String code, @Nullable String system, @Nullable String display) {}
