package org.diptych.hl7;

import java.util.Locale;
import java.util.stream.Stream;
import org.diptych.study.Priority;

/** How urgent an order is (table 0485). */
final class Urgency {
  private Urgency() {}

  /** TQ1-9, else TQ.6 in OBR-27 or ORC-7, else the old OBR-5. */
  static Priority of(OrderGroup group) {
    return Stream.of(
            group.value("TQ1", 9, 1),
            group.obr().value(27, 6),
            group.value("ORC", 7, 6),
            group.obr().value(5))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(Urgency::priority)
        .orElse(Priority.ROUTINE);
  }

  private static Priority priority(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "S", "STAT", "EMERGENCY" -> Priority.STAT;
      // ASAP, pre-operative, timing critical; U is not in the table and still means urgent.
      case "A", "ASAP", "P", "T", "U", "URGENT" -> Priority.URGENT;
      default -> Priority.ROUTINE;
    };
  }
}
