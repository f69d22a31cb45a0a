package org.diptych.journal;

import java.util.List;
import java.util.Optional;
import org.diptych.study.AccessionNumber;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/** The register of reports and their versions. */
public final class Reports {
  /**
   * Keeps a report as the next version of its key and appends {@code report-kept}. The same message
   * again (sender and control ID) is not fresh and changes nothing.
   *
   * @param sender sending application and facility (MSH-3, MSH-4), part of the idempotency key
   * @param object key of the raw message in the object store
   */
  public Receipt keep(RadiologyReport report, String sender, String object) {
    throw new UnsupportedOperationException();
  }

  /** The latest version. */
  public Optional<KeptReport> latest(ReportKey key) {
    throw new UnsupportedOperationException();
  }

  public List<KeptReport> versions(ReportKey key) {
    throw new UnsupportedOperationException();
  }

  /** Latest versions of reports that name the study. */
  public List<KeptReport> naming(Uid study) {
    throw new UnsupportedOperationException();
  }

  /** Latest versions of reports of the order. */
  public List<KeptReport> withAccession(AccessionNumber accession) {
    throw new UnsupportedOperationException();
  }
}
