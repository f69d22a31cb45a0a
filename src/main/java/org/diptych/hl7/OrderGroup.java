package org.diptych.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One ORDER_OBSERVATION of ORU^R01 (HL7 2.5.1 section 7.3.1): an OBR, what goes with it, and the
 * PID it stands under.
 */
record OrderGroup(@Nullable Segment pid, Segment obr, List<Segment> others) {
  /** The groups of a message in order. */
  static List<OrderGroup> of(Message message) {
    List<OrderGroup> groups = new ArrayList<>();
    Segment pid = null;
    List<Segment> before = new ArrayList<>();
    List<Segment> current = before;
    for (Segment segment : message.segments()) {
      switch (segment.id()) {
        case "PID" -> {
          pid = segment;
          before = new ArrayList<>();
          current = before;
        }
        case "ORC" -> {
          before = new ArrayList<>(List.of(segment));
          current = before;
        }
        case "OBR" -> {
          // What follows another OBR is that one's: an OBR without ORC has none.
          current = new ArrayList<>(current == before ? before : List.of());
          groups.add(new OrderGroup(pid, segment, current));
        }
        default -> current.add(segment);
      }
    }
    return groups;
  }

  /**
   * The orders of an order message: each ORC opens one, and an OBR that no ORC announced is one of
   * its own. An order without OBR has an empty one.
   */
  static List<OrderGroup> ofOrders(Message message) {
    List<OrderGroup> groups = new ArrayList<>();
    Segment pid = null;
    OrderGroup open = null;
    for (Segment segment : message.segments()) {
      switch (segment.id()) {
        case "PID" -> pid = segment;
        case "ORC" -> {
          open = new OrderGroup(pid, empty(segment), new ArrayList<>(List.of(segment)));
          groups.add(open);
        }
        case "OBR" -> {
          boolean announced = open != null && open.obr().fields().size() == 1;
          List<Segment> others = announced && open != null ? open.others() : new ArrayList<>();
          if (announced) {
            groups.remove(groups.size() - 1);
          }
          open = new OrderGroup(pid, segment, others);
          groups.add(open);
        }
        default -> {
          if (open != null) {
            open.others().add(segment);
          }
        }
      }
    }
    return groups;
  }

  private static Segment empty(Segment like) {
    return new Segment("OBR", List.of("OBR"), like.escapes());
  }

  /** The one group of a document message: its PID, its OBR if it has one, and everything else. */
  static OrderGroup ofDocument(Message message, Segment txa) {
    Segment pid = null;
    Segment obr = empty(txa);
    List<Segment> others = new ArrayList<>();
    for (Segment segment : message.segments()) {
      switch (segment.id()) {
        case "PID" -> pid = segment;
        case "OBR" -> obr = obr.fields().size() == 1 ? segment : obr;
        default -> others.add(segment);
      }
    }
    return new OrderGroup(pid, obr, others);
  }

  /** The first segment of an ID. */
  Optional<Segment> first(String id) {
    return others.stream().filter(segment -> segment.id().equals(id)).findFirst();
  }

  /** Every segment of an ID. */
  List<Segment> all(String id) {
    return others.stream().filter(segment -> segment.id().equals(id)).toList();
  }

  /** A value of the first segment of an ID, empty when there is none. */
  String value(String id, int field, int component) {
    return first(id).map(segment -> segment.value(field, component)).orElse("");
  }

  /** An entity identifier of OBR, else the same of ORC. */
  String order(int field, int component) {
    return obr.value(field, 1).isEmpty()
        ? value("ORC", field, component)
        : obr.value(field, component);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "OrderGroup";
  }
}
