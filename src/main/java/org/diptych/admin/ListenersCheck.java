package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when a TCP connection to every DICOM and MLLP listener of the routes is accepted. */
@Readiness
@ApplicationScoped
class ListenersCheck implements HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Pattern ADDRESS =
      Pattern.compile("(?<scheme>dicom|mllp):(?://)?(?:[^@/]*@)?(?<host>[^?/]*):(?<port>[0-9]+).*");

  private final CamelContext camel;
  private final List<RoutesFolder.Promised> promised;

  ListenersCheck(CamelContext camel, @ConfigProperty(name = "diptych.routes") Path folder) {
    this.camel = camel;
    this.promised =
        RoutesFolder.read(folder).stream().filter(RoutesFolder.Promised::listens).toList();
  }

  /** A listening address of a route. */
  record Listener(String scheme, String host, int port) {
    /** Reads it off an endpoint URI whose placeholders are resolved. */
    static Optional<Listener> of(String uri) {
      Matcher address = ADDRESS.matcher(uri);
      if (!address.matches()) {
        return Optional.empty();
      }
      int port = Integer.parseInt(address.group("port"));
      return port > 65535
          ? Optional.empty()
          : Optional.of(new Listener(address.group("scheme"), address.group("host"), port));
    }

    boolean answers(Duration patience) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(reachable(), port), (int) patience.toMillis());
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    /** A wildcard address is bound to but not connected to. */
    private InetAddress reachable() throws UnknownHostException {
      InetAddress bound = InetAddress.getByName(host);
      return bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
    }
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("listeners");
    boolean up = !promised.isEmpty();
    for (RoutesFolder.Promised route : promised) {
      Optional<Listener> listener = Listener.of(camel.resolvePropertyPlaceholders(route.from()));
      boolean answers = listener.map(each -> each.answers(PATIENCE)).orElse(false);
      response.withData(
          route.id(),
          listener.map(each -> each.scheme() + " " + each.port()).orElse("no address")
              + (answers ? " up" : " down"));
      up &= answers;
    }
    return response.status(up).build();
  }
}
