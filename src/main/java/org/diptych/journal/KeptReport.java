package org.diptych.journal;

import java.time.Instant;
import org.diptych.study.RadiologyReport;

/**
 * A version of a report and the message that brought it.
 *
 * @param version from 1, in order of arrival
 * @param object key of the raw message in the object store
 */
public record KeptReport(RadiologyReport report, int version, String object, Instant receivedAt) {
  /** The same version with what is said of it otherwise. */
  KeptReport with(RadiologyReport said) {
    return new KeptReport(said, version, object, receivedAt);
  }
}
