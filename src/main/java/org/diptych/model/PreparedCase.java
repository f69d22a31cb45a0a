package org.diptych.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as a network takes it.
 *
 * @param pixels standardised square, or null without an image
 * @param report tokens, or null without a report
 * @param description tokens of the true description, in training only
 */
record PreparedCase(
    float @Nullable [] pixels, @Nullable List<Token> report, int @Nullable [] description) {
  /** Which halves there are, or null when there is none. */
  Reading.@Nullable Mode mode() {
    if (pixels != null) {
      return report != null ? Reading.Mode.BOTH : Reading.Mode.IMAGE;
    }
    return report != null ? Reading.Mode.REPORT : null;
  }
}
