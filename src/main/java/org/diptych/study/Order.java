package org.diptych.study;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What one message says of an imaging order: the numbers that belong together, and how far it is.
 *
 * @param placerOrderNumber ORC-2 or OBR-2
 * @param fillerOrderNumber ORC-3 or OBR-3
 * @param study the study instance UID when the message names it
 * @param scheduled when the study is to be made, local to the department
 * @param controlId MSH-10 of the message
 */
public record Order(
    @Nullable String placerOrderNumber,
    @Nullable String fillerOrderNumber,
    @Nullable AccessionNumber accession,
    @Nullable Uid study,
    @Nullable PatientIdentity patient,
    @Nullable CodedText procedure,
    OrderState state,
    Priority priority,
    @Nullable LocalDateTime scheduled,
    String controlId) {
  /** Keys only: no patient data. */
  @Override
  public String toString() {
    return "Order[state=" + state + "]";
  }
}
