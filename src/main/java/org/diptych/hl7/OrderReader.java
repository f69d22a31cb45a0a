package org.diptych.hl7;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.jspecify.annotations.Nullable;

/**
 * Finds the orders in ORM^O01, OMG^O19, OMI^O23 and the answers to them (HL7 2.5.1 chapter 4), and
 * how far they are: ORC-1 (table 0119), ORC-5 (table 0038), OBR-25 (table 0123).
 */
final class OrderReader {
  private final Accessions accessions;

  OrderReader(Accessions accessions) {
    this.accessions = accessions;
  }

  MessageContent read(Message message) {
    List<Order> orders = new ArrayList<>();
    for (OrderGroup group : OrderGroup.ofOrders(message)) {
      if (!group.order(2, 1).isEmpty()
          || !group.order(3, 1).isEmpty()
          || accessions.of(group).isPresent()) {
        orders.add(order(message, group));
      }
    }
    return orders.isEmpty()
        ? MessageContent.Refused.missing(
            "ORC", 2, "The message has no order with a placer or filler order number")
        : new MessageContent.Orders(orders);
  }

  private Order order(Message message, OrderGroup group) {
    return new Order(
        ReportReader.present(group.order(2, 1)),
        ReportReader.present(group.order(3, 1)),
        accessions.of(group).orElse(null),
        StudyReference.of(group).orElse(null),
        PatientReader.read(group.pid()).orElse(null),
        ReportReader.procedure(group.obr()),
        state(group),
        Urgency.of(group),
        scheduled(group),
        message.msh().value(10));
  }

  private static OrderState state(OrderGroup group) {
    return switch (group.value("ORC", 1, 1)) {
      case "CA", "OC", "CR", "DC", "OD", "DR", "UA", "RO" -> OrderState.CANCELLED;
      default -> status(group);
    };
  }

  private static OrderState status(OrderGroup group) {
    return switch (group.value("ORC", 5, 1)) {
      case "CA", "DC", "RP" -> OrderState.CANCELLED;
      case "CM" -> OrderState.COMPLETED;
      case "IP", "A" -> OrderState.IN_PROGRESS;
      case "SC" -> OrderState.SCHEDULED;
      default -> result(group.obr().value(25));
    };
  }

  private static OrderState result(String status) {
    return switch (status) {
      case "X" -> OrderState.CANCELLED;
      case "F", "C", "P", "R" -> OrderState.COMPLETED;
      case "I", "A" -> OrderState.IN_PROGRESS;
      case "S" -> OrderState.SCHEDULED;
      default -> OrderState.REQUESTED;
    };
  }

  /** TQ1-7, else TQ.4 of ORC-7 or OBR-27, else OBR-36. */
  private static @Nullable LocalDateTime scheduled(OrderGroup group) {
    return Stream.of(
            group.value("TQ1", 7, 1),
            group.value("ORC", 7, 4),
            group.obr().value(27, 4),
            group.obr().value(36))
        .flatMap(value -> Timestamps.parse(value).stream())
        .findFirst()
        .orElse(null);
  }
}
