package org.diptych.hl7;

import java.util.List;
import org.diptych.study.Order;
import org.diptych.study.PatientChange;
import org.diptych.study.RadiologyReport;

/** What a message says, once it could be read. */
public sealed interface MessageContent {
  /** Reports with their narratives, in the order of the message. */
  record Reports(List<RadiologyReport> reports) implements MessageContent {
    public Reports {
      reports = List.copyOf(reports);
    }
  }

  /** Orders and how far they are. */
  record Orders(List<Order> orders) implements MessageContent {
    public Orders {
      orders = List.copyOf(orders);
    }
  }

  /** Who patients are. */
  record Patients(List<PatientChange> changes) implements MessageContent {
    public Patients {
      changes = List.copyOf(changes);
    }
  }

  /** Nothing that can be kept, and why. */
  record Refused(List<Fault> faults) implements MessageContent {
    public Refused {
      faults = List.copyOf(faults);
    }

    static Refused missing(String segment, int field, String text) {
      return new Refused(List.of(Fault.content(ErrorCode.REQUIRED_FIELD, segment, field, text)));
    }
  }
}
