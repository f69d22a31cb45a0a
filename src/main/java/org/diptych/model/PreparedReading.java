package org.diptych.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A case as a package prepared it, to be read alone or in a batch with others. */
public final class PreparedReading {
  private final @Nullable LuminanceImage image;
  private final @Nullable PreparedImage prepared;
  private final @Nullable List<Token> report;
  private final @Nullable String refused;

  PreparedReading(
      @Nullable LuminanceImage image,
      @Nullable PreparedImage prepared,
      @Nullable List<Token> report,
      @Nullable String refused) {
    this.image = image;
    this.prepared = prepared;
    this.report = report;
    this.refused = refused;
  }

  @Nullable LuminanceImage image() {
    return image;
  }

  @Nullable PreparedImage prepared() {
    return prepared;
  }

  @Nullable List<Token> report() {
    return report;
  }

  /** Why it will not be read, or null. */
  @Nullable String refused() {
    return refused;
  }

  /** Which halves there are, or null when there is none. */
  Reading.@Nullable Mode mode() {
    if (prepared != null) {
      return report != null ? Reading.Mode.BOTH : Reading.Mode.IMAGE;
    }
    return report != null ? Reading.Mode.REPORT : null;
  }

  /** All there is. */
  PreparedCase whole() {
    return new PreparedCase(prepared == null ? null : prepared.pixels(), report, null);
  }

  /** Image alone and report alone where there are both, else nothing more than {@link #whole}. */
  List<PreparedCase> halves() {
    return mode() == Reading.Mode.BOTH && prepared != null
        ? List.of(
            new PreparedCase(prepared.pixels(), null, null), new PreparedCase(null, report, null))
        : List.of();
  }
}
