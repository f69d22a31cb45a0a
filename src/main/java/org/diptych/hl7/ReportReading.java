package org.diptych.hl7;

import java.util.List;
import org.diptych.study.RadiologyReport;

/** What came of looking for reports in a message. */
public sealed interface ReportReading {
  /** One report for each OBR that has a narrative, in the order of the message. */
  record Read(List<RadiologyReport> reports) implements ReportReading {
    public Read {
      reports = List.copyOf(reports);
    }
  }

  /** There is none. */
  record Refused(List<Fault> faults) implements ReportReading {
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}
