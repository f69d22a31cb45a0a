package org.diptych.model.phantom;

/** What a phantom patient has; the label of the case. */
enum Disease {
  NORMAL("normal", Pattern.OPACITY),
  PNEUMONIA("pneumonia", Pattern.CONSOLIDATION),
  TUMOUR("tumour", Pattern.MASS),
  TUBERCULOSIS("tuberculosis", Pattern.CAVITY);

  private final String label;
  private final Pattern pattern;

  Disease(String label, Pattern pattern) {
    this.label = label;
    this.pattern = pattern;
  }

  String label() {
    return label;
  }

  /** How it looks where the picture alone decides. */
  Pattern pattern() {
    return pattern;
  }
}
