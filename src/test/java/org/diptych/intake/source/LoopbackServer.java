package org.diptych.intake.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;

/** A FHIR server of a test's own, over HTTP on a free port. */
abstract class LoopbackServer implements AutoCloseable {
  private final HttpServer http;

  LoopbackServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/fhir", this::answer);
    http.start();
  }

  abstract void answer(HttpExchange exchange) throws IOException;

  final URI base() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/fhir");
  }

  @Override
  public final void close() {
    http.stop(0);
  }
}
