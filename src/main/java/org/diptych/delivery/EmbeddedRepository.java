package org.diptych.delivery;

import io.quarkus.runtime.LaunchMode;
import java.net.URI;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where this engine's own FHIR repository answers, as seen from inside. */
final class EmbeddedRepository {
  private EmbeddedRepository() {}

  /** Asked for at each delivery: with port 0 the port is known only once the listener is up. */
  static URI base() {
    Config config = ConfigProvider.getConfig();
    String port =
        LaunchMode.current() == LaunchMode.TEST ? "quarkus.http.test-port" : "quarkus.http.port";
    return base(
        config.getValue("quarkus.http.host", String.class), config.getValue(port, Integer.class));
  }

  static URI base(String bind, int port) {
    boolean everywhere = bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("[::]");
    String host = everywhere ? "127.0.0.1" : bind;
    boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
    return URI.create("http://" + (bareIpv6 ? "[" + host + "]" : host) + ":" + port + "/fhir");
  }
}
