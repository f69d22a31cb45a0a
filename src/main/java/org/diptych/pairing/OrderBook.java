package org.diptych.pairing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;

/** What the orders of a case say of its urgency, and whether anybody still waits for it. */
final class OrderBook {
  static final String CANCELLED = "its order was cancelled";

  private final Transaction open;

  OrderBook(Transaction open) {
    this.open = open;
  }

  /** The highest urgency that the study or one of its orders was given. */
  Priority priority(ImagingStudy study) {
    return highest(study.priority(), of(study));
  }

  /** The highest urgency that the report or one of its orders was given. */
  Priority priority(RadiologyReport report) {
    return highest(report.priority(), of(report));
  }

  private static Priority highest(Priority own, List<Order> orders) {
    Priority highest = own;
    for (Order order : orders) {
      highest = order.priority().rank() > highest.rank() ? order.priority() : highest;
    }
    return highest;
  }

  /** Whether the case has orders, and every one of them was cancelled. */
  boolean cancelled(Case known) {
    List<Order> orders =
        Stream.concat(
                Stream.ofNullable(known.study())
                    .flatMap(uid -> open.studies().find(uid).stream())
                    .flatMap(study -> of(study).stream()),
                Stream.ofNullable(known.report())
                    .flatMap(key -> open.reports().latest(key).stream())
                    .map(KeptReport::report)
                    .flatMap(report -> of(report).stream()))
            .toList();
    Map<String, OrderState> furthest = new HashMap<>();
    for (Order order : orders) {
      furthest.merge(
          Objects.requireNonNullElse(order.placerOrderNumber(), "")
              + "|"
              + Objects.requireNonNullElse(order.fillerOrderNumber(), ""),
          order.state(),
          (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
    return !furthest.isEmpty()
        && furthest.values().stream().allMatch(state -> state == OrderState.CANCELLED);
  }

  private List<Order> of(ImagingStudy study) {
    return open.orders().of(study.uid(), study.accession()).stream().map(KeptOrder::order).toList();
  }

  private List<Order> of(RadiologyReport report) {
    return open.orders().numbered(report.placerOrderNumber(), report.fillerOrderNumber()).stream()
        .map(KeptOrder::order)
        .toList();
  }
}
