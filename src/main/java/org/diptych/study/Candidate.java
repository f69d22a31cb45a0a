package org.diptych.study;

/**
 * What a case that was set aside may belong to.
 *
 * @param key a study instance UID, or the case id that stands for a report
 * @param score how well it fits, 0 to 100
 * @param evidence what speaks for it and against it, in words without patient data
 */
public record Candidate(String key, int score, String evidence) {}
