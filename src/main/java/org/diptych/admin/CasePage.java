package org.diptych.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the cases of a list.
 *
 * @param more whether others follow
 */
record CasePage(List<CaseSummary> cases, boolean more) {
  /** The case that the next page follows, null when there is no next page. */
  @Nullable CaseSummary last() {
    return more && !cases.isEmpty() ? cases.get(cases.size() - 1) : null;
  }
}
