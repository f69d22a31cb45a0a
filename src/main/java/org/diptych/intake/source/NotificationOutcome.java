package org.diptych.intake.source;

/** What became of a notification, and the HTTP status that says so. */
enum NotificationOutcome {
  /** What it says is durable; also when it said it before. */
  KEPT(204, ""),
  UNKNOWN(404, "there is no such subscription"),
  NOT_AUTHORISED(401, "the secret is not the one of this subscription"),
  MALFORMED(400, "the body is no notification"),
  TOO_LONG(413, "the body is too long"),
  TOO_MANY(429, "too many notifications; come again"),
  UNAVAILABLE(503, "it could not be kept; send it again");

  private final int status;
  private final String reason;

  NotificationOutcome(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
