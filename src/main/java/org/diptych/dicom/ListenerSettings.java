package org.diptych.dicom;

import java.time.Duration;
import java.util.Set;

/**
 * How the storage SCP listens.
 *
 * @param aeTitle the called AE title we answer to
 * @param port 0 for any free port
 * @param knownCallers the calling AE titles that may associate; empty means every one
 * @param maxPduLength longest P-DATA-TF we ask for, in bytes (PS3.8 annex D.1)
 * @param maxAssociations how many may be open at once; one more is rejected as transient
 * @param requestTimeout how long a connection may stay silent before its A-ASSOCIATE-RQ (ARTIM)
 * @param idleTimeout how long an association may stay silent, also within an object
 */
public record ListenerSettings(
    String aeTitle,
    String bindAddress,
    int port,
    Set<String> knownCallers,
    int maxPduLength,
    int maxAssociations,
    Duration requestTimeout,
    Duration idleTimeout) {
  public ListenerSettings {
    requireAeTitle(aeTitle);
    knownCallers = Set.copyOf(knownCallers);
    knownCallers.forEach(ListenerSettings::requireAeTitle);
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("a port is 0 to 65535");
    }
    if (maxPduLength < 4096 || maxPduLength > 1 << 20) {
      throw new IllegalArgumentException("the longest PDU is 4096 to 1048576 bytes");
    }
    if (maxAssociations < 1) {
      throw new IllegalArgumentException("at least one association must be allowed");
    }
  }

  /** Settings that suit most: every caller, 64 associations, timeouts of 10 and 60 seconds. */
  public static ListenerSettings of(String aeTitle, String bindAddress, int port) {
    return new ListenerSettings(
        aeTitle,
        bindAddress,
        port,
        Set.of(),
        1 << 16,
        64,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60));
  }

  /** The same, for these callers only. */
  public ListenerSettings withKnownCallers(Set<String> callers) {
    return new ListenerSettings(
        aeTitle,
        bindAddress,
        port,
        callers,
        maxPduLength,
        maxAssociations,
        requestTimeout,
        idleTimeout);
  }

  /** The same, with these limits. */
  public ListenerSettings withLimits(int associations, Duration request, Duration idle) {
    return new ListenerSettings(
        aeTitle, bindAddress, port, knownCallers, maxPduLength, associations, request, idle);
  }

  private static void requireAeTitle(String title) {
    if (title.isBlank() || title.length() > 16 || title.contains("\\") || title.equals("*")) {
      throw new IllegalArgumentException(
          "an AE title has 1 to 16 characters (VR AE, PS3.5 section 6.2)");
    }
  }
}
