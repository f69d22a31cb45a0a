package org.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bare POST of the bench sends what the engine sends, as another case each time. */
class FhirPostsTest {
  private static final String UUID = "0a1b2c3d-0000-3000-8000-0123456789ab";
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @TempDir Path data;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final BenchCases cases = new BenchCases(42);
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/fhir",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void each_post_is_another_case() throws Exception {
    keep(
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"a\":\"%s\",\"s\":\"%s\",\"d\":\"?identifier=urn%%3At%%7C%s\",\"u\":\"%s\"}"
            .formatted(cases.accession(0), cases.study(0), DIGEST, UUID));

    List<Duration> took = posts().send(Duration.ofMillis(300), 7);

    assertThat(bodies).hasSameSizeAs(took).doesNotHaveDuplicates();
    assertThat(bodies.get(0))
        .contains(cases.accession(7), cases.study(7))
        .contains("00000007" + DIGEST.substring(8), "00000007" + UUID.substring(8))
        .doesNotContain(cases.accession(0), cases.study(0), DIGEST, UUID);
  }

  @Test
  void what_the_server_refuses_is_counted() throws Exception {
    keep("{\"type\":\"transaction\",\"a\":\"" + cases.accession(0) + "\"}");
    status = 422;
    FhirPosts posts = posts();

    int sent = posts.send(Duration.ofMillis(50), 1).size();

    assertThat(posts.refused()).isEqualTo(sent);
  }

  @Test
  void without_a_transaction_there_is_nothing_to_measure() throws Exception {
    keep("{\"resourceType\":\"Patient\"}");

    assertThatThrownBy(this::posts).isInstanceOf(IOException.class);
  }

  private FhirPosts posts() throws IOException {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fhir");
    return FhirPosts.like(data, cases, base);
  }

  private void keep(String object) throws IOException {
    Files.writeString(Files.createDirectories(data.resolve("objects/ab")).resolve("cd"), object);
  }
}
