package org.diptych.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Order;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** The register of what messages said of orders; nothing said is ever replaced. */
public final class Orders {
  private static final String BY_ENTRY = "select * from orders where entry_id = ?";

  private final Transaction transaction;
  private final Sql sql;

  Orders(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /**
   * Keeps what a message says of an order and appends {@code order-kept}. The same message again
   * (sender and control ID) is not fresh and changes nothing; another message under a control ID
   * that its sender used before is kept.
   *
   * @param sender sending application and facility (MSH-3, MSH-4), part of the idempotency key
   * @param object key of the raw message
   */
  public Receipt keep(Order order, String sender, String object) {
    Receipt receipt =
        transaction.appendMessage(
            EntryKind.ORDER_KEPT,
            sender + "#" + order.controlId(),
            object,
            entry -> ofEntry(entry.id()).filter(kept -> kept.order().equals(order)).isPresent(),
            key ->
                EntryDraft.of(
                        EntryKind.ORDER_KEPT,
                        key,
                        Map.of("object", object, "state", order.state().name()))
                    .with(order.priority()));
    if (receipt.fresh()) {
      OrderRow.insert(sql, order, sender, object, receipt);
    }
    return receipt;
  }

  /** What the message of an {@code order-kept} entry said. */
  public Optional<KeptOrder> ofEntry(long entry) {
    return sql.first(BY_ENTRY, OrderRow::read, entry);
  }

  /** Everything said under either number, oldest first. */
  public List<KeptOrder> numbered(@Nullable String placer, @Nullable String filler) {
    return sql.list(
        "select * from orders where placer_order_number = ?"
            + " union select * from orders where filler_order_number = ? order by id",
        OrderRow::read,
        placer,
        filler);
  }

  /** Everything said of the study or of its accession number, oldest first. */
  public List<KeptOrder> of(Uid study, @Nullable AccessionNumber accession) {
    return sql
        .list(
            "select * from orders where study = ?"
                + " union select * from orders where accession = ? order by id",
            OrderRow::read,
            study.value(),
            accession == null ? null : accession.value())
        .stream()
        .filter(kept -> study.equals(kept.order().study()) || same(kept.order(), accession))
        .toList();
  }

  private static boolean same(Order order, @Nullable AccessionNumber accession) {
    AccessionNumber own = order.accession();
    return own != null && accession != null && own.sameAs(accession);
  }
}
