package org.diptych.camel;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.diptych.journal.EntryKind;
import org.diptych.journal.WorkOrder;

/**
 * The {@code journal:} component: {@code journal:case-ready?threads=2} takes the due work of a kind
 * of entry, the most urgent first.
 */
public final class JournalComponent extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    EntryKind kind =
        EntryKind.parse(remaining)
            .orElseThrow(
                () -> new IllegalArgumentException("no such kind of journal entry: " + remaining));
    WorkOrder usual = WorkOrder.of(kind);
    WorkOrder order =
        new WorkOrder(
            kind,
            getAndRemoveParameter(parameters, "destination", String.class),
            getAndRemoveParameter(parameters, "threads", Integer.class, usual.threads()),
            getAndRemoveParameter(parameters, "maxAttempts", Integer.class, usual.maxAttempts()),
            duration(parameters, "firstRetry", usual.firstRetry()),
            duration(parameters, "longestRetry", usual.longestRetry()));
    return new JournalEndpoint(uri, this, order);
  }

  /** Durations as Camel writes them: {@code 500}, {@code 10s}, {@code 5m}. */
  private Duration duration(Map<String, Object> parameters, String name, Duration usual) {
    return getAndRemoveParameter(parameters, name, Duration.class, usual);
  }
}
