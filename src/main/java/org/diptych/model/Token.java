package org.diptych.model;

/**
 * A token of a report and where it stands in the original text.
 *
 * @param whole false for a piece of a word the vocabulary does not have
 */
record Token(int id, int begin, int end, boolean whole) {}
