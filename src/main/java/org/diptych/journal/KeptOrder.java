package org.diptych.journal;

import java.time.Instant;
import org.diptych.study.Order;

/**
 * An order message's content and where the message lies.
 *
 * @param object key of the raw message in the object store
 */
public record KeptOrder(Order order, long entryId, String object, Instant receivedAt) {}
