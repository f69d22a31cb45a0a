package org.diptych.study;

import java.util.Optional;

/** Where the stages find what a model says of itself. */
@FunctionalInterface
public interface ModelCards {
  /** The card of the model as Markdown, or empty when its package is gone. */
  Optional<String> card(ModelIdentity model);
}
