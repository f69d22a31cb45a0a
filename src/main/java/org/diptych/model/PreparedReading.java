package org.diptych.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A case as a package prepared it, to be read alone or in a batch with others. */
public final class PreparedReading {
  private final @Nullable LuminanceImage image;
  private final @Nullable PreparedImage prepared;
  private final boolean sees;
  private final @Nullable List<Token> report;
  private final @Nullable String refused;

  PreparedReading(
      @Nullable LuminanceImage image,
      @Nullable PreparedImage prepared,
      boolean sees,
      @Nullable List<Token> report,
      @Nullable String refused) {
    this.image = image;
    this.prepared = prepared;
    this.sees = sees;
    this.report = report;
    this.refused = refused;
  }

  @Nullable LuminanceImage image() {
    return image;
  }

  /** Where the picture lies in the square, also for a system that does not look at it. */
  @Nullable PreparedImage prepared() {
    return prepared;
  }

  /** The picture that is looked at. */
  @Nullable PreparedImage seen() {
    return sees ? prepared : null;
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
    return whole().mode();
  }

  /** All there is. */
  PreparedCase whole() {
    PreparedImage seen = seen();
    return new PreparedCase(seen == null ? null : seen.pixels(), report, null);
  }

  /** Image alone and report alone where there are both, else nothing more than {@link #whole}. */
  List<PreparedCase> halves() {
    PreparedImage seen = seen();
    return mode() == Reading.Mode.BOTH && seen != null
        ? List.of(new PreparedCase(seen.pixels(), null, null), new PreparedCase(null, report, null))
        : List.of();
  }
}
