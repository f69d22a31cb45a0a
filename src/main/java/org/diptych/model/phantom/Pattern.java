package org.diptych.model.phantom;

/** How a lesion looks. */
enum Pattern {
  /** Ragged and coarsely textured. */
  CONSOLIDATION("consolidation"),
  /** Smooth and homogeneous. */
  MASS("mass"),
  /** A ring around a dark centre. */
  CAVITY("cavity"),
  /** Of any disease, or of none: only the report tells. */
  OPACITY("opacity");

  private final String noun;

  Pattern(String noun) {
    this.noun = noun;
  }

  String noun() {
    return noun;
  }
}
