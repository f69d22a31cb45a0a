package org.diptych.pairing;

import java.util.LinkedHashSet;
import java.util.Set;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.Transaction;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;

/** Announces of the studies of a completed order (ORC-5 CM) that no more will come for it. */
final class OrderNotices {
  private OrderNotices() {}

  /** What the order of an {@code order-kept} entry says of its studies. */
  static void announce(Transaction open, long entry) {
    open.orders()
        .ofEntry(entry)
        .map(KeptOrder::order)
        .filter(order -> order.state() == OrderState.COMPLETED)
        .ifPresent(
            order ->
                studies(open, order)
                    .forEach(
                        study ->
                            open.announcements()
                                .keep(
                                    new StudyAnnouncement(study, Source.ORDER_STATUS, null, true),
                                    "order#" + entry)));
  }

  private static Set<Uid> studies(Transaction open, Order order) {
    Set<Uid> studies = new LinkedHashSet<>();
    if (order.study() != null) {
      studies.add(order.study());
    }
    if (order.accession() != null) {
      open.studies().withAccession(order.accession()).stream()
          .map(ImagingStudy::uid)
          .forEach(studies::add);
    }
    return studies;
  }
}
