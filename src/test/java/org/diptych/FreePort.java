package org.diptych;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For listeners that have to be told their port, and for addresses where nobody listens. */
public final class FreePort {
  private FreePort() {}

  /** A port of the loopback interface that was free a moment ago. */
  public static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
