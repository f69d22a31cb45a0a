package org.diptych.model;

/** How image cells {@code m} and report are fused (paper section IV-A). */
public enum FusionKind {
  /** {@code relu(W[m ; r])}. */
  CONCATENATION,
  /** {@code W(m ⊙ r)}. */
  PRODUCT,
  /** {@code g⊙m + (1-g)⊙r}, {@code g = σ(W[m ; r])}. */
  GATED,
  /** {@code m + g⊙c}, {@code c} the cell's attention over the words, {@code g = σ(W[m ; c])}. */
  CROSS_MODAL
}
