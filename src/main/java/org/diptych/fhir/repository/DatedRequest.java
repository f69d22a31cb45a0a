package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.util.DateUtils;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose {@code If-Modified-Since} is a date or is not there: one that is no date is no
 * condition (RFC 9110, section 13.1.3), but HAPI fails on it.
 */
final class DatedRequest extends HttpServletRequestWrapper {
  DatedRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public @Nullable String getHeader(String name) {
    @Nullable String value = super.getHeader(name);
    boolean undated =
        Constants.HEADER_IF_MODIFIED_SINCE.equalsIgnoreCase(name)
            && value != null
            && DateUtils.parseDate(value) == null;
    return undated ? null : value;
  }
}
