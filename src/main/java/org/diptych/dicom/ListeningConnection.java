package org.diptych.dicom;

import java.io.Serial;
import java.net.InetSocketAddress;
import org.aoju.bus.image.metric.Connection;

/** The toolkit's connection, able to listen on any free port, which it refuses by itself. */
final class ListeningConnection extends Connection {
  @Serial private static final long serialVersionUID = 1L;

  private static final int ANY_VALID_PORT = 104;

  private final InetSocketAddress address;

  ListeningConnection(ListenerSettings settings) {
    this.address = new InetSocketAddress(settings.bindAddress(), settings.port());
    setHostname(settings.bindAddress());
    setPort(settings.port() == 0 ? ANY_VALID_PORT : settings.port());
    setReceivePDULength(settings.maxPduLength());
    setRequestTimeout(Math.toIntExact(settings.requestTimeout().toMillis()));
    setReleaseTimeout(Math.toIntExact(settings.requestTimeout().toMillis()));
    setIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis()));
    setTcpNoDelay(true);
  }

  @Override
  public InetSocketAddress getBindPoint() {
    return address;
  }
}
