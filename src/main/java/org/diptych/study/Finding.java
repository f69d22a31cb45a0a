package org.diptych.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One coded statement of the model.
 *
 * @param codes the same meaning in one or more code systems, the preferred first
 * @param probability calibrated, 0 to 1, reading image and report together
 * @param imageAlone what the image alone says, 0 to 1
 * @param reportAlone what the report alone says, 0 to 1
 * @param concordance how far image and report agree on this finding, 0 to 1
 * @param present whether the package's threshold calls it present
 * @param region where it is, or null when the model did not localise it
 */
public record Finding(
    List<CodedText> codes,
    double probability,
    double imageAlone,
    double reportAlone,
    double concordance,
    boolean present,
    @Nullable Region region) {
  public Finding {
    codes = List.copyOf(codes);
  }

  /** The words of the preferred code. */
  public String label() {
    String display = codes.get(0).display();
    return display == null ? codes.get(0).code() : display;
  }
}
