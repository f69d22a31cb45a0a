package org.diptych.fhir.repository.subscription;

/**
 * A subscription as it is kept.
 *
 * @param content the Subscription without its headers' values, as JSON
 * @param headers the headers, one per line
 * @param base URL of the server as its client called it
 * @param events number of the newest event
 * @param sent number of the newest event that the subscriber has
 * @param failures how often in a row it could not be told
 * @param lastSent when it was last told anything, milliseconds since 1970
 */
public record SubscriptionRow(
    String id,
    long version,
    long lastUpdated,
    String content,
    String headers,
    String base,
    String type,
    State state,
    long events,
    long sent,
    int failures,
    long lastSent) {
  /** Subscription.status. */
  public enum State {
    REQUESTED("requested"),
    ACTIVE("active"),
    ERROR("error"),
    OFF("off");

    private final String code;

    State(String code) {
      this.code = code;
    }

    /** The wire value. */
    public String code() {
      return code;
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SubscriptionRow[" + id + " " + state + "]";
  }
}
