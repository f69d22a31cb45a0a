package org.diptych.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A failure of work that may know when the next try can help. */
public interface RetryTime {
  /** The next try is not before, or null when nobody said so. */
  @Nullable Instant notBefore();
}
