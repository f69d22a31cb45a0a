package org.diptych.hl7;

/** Where a message begins in what a sender framed. */
final class MessageBytes {
  private MessageBytes() {}

  /** The index after a UTF-8 byte order mark and line ends, which senders add and nobody misses. */
  static int start(byte[] bytes) {
    int start = 0;
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      start = 3;
    }
    while (start < bytes.length
        && (bytes[start] == '\r' || bytes[start] == '\n' || bytes[start] == ' ')) {
      start++;
    }
    return start;
  }
}
