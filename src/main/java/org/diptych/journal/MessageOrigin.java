package org.diptych.journal;

/**
 * Which message brought an entry.
 *
 * @param sender sending application and facility (MSH-3, MSH-4)
 * @param controlId MSH-10
 */
public record MessageOrigin(String sender, String controlId) {}
