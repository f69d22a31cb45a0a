package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.diptych.admin.ListenersCheck.Listener;
import org.diptych.study.CaseState;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthChecksTest {
  @TempDir Path folder;

  @Test
  void an_empty_routes_folder_is_not_ready() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.start();
      assertThat(new RoutesCheck(camel, folder).call().getStatus()).isEqualTo(Status.DOWN);
      assertThat(new ListenersCheck(camel, folder).call().getStatus()).isEqualTo(Status.DOWN);
    }
  }

  @Test
  void a_promised_route_that_does_not_run_is_named() throws Exception {
    promise("10-intake", "dicom-intake", "dicom:DIPTYCH@127.0.0.1:1");
    promise("20-pairing", "pairing-study", "journal:study-settled");
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addRoutes(routeNamed("dicom-intake"));
      camel.start();
      HealthCheckResponse response = new RoutesCheck(camel, folder).call();
      assertThat(response.getStatus()).isEqualTo(Status.DOWN);
      assertThat(response.getData().orElseThrow())
          .containsEntry("notStarted", "pairing-study")
          .containsEntry("started", 1L);
      camel.addRoutes(routeNamed("pairing-study"));
      assertThat(new RoutesCheck(camel, folder).call().getStatus()).isEqualTo(Status.UP);
    }
  }

  @Test
  void a_listener_is_up_while_it_accepts_connections() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext();
        ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      camel.start();
      promise("10-intake", "dicom-intake", "dicom:DIPTYCH@127.0.0.1:" + socket.getLocalPort());
      assertThat(new ListenersCheck(camel, folder).call().getStatus()).isEqualTo(Status.UP);
      socket.close();
      HealthCheckResponse response = new ListenersCheck(camel, folder).call();
      assertThat(response.getStatus()).isEqualTo(Status.DOWN);
      assertThat(response.getData().orElseThrow().get("dicom-intake").toString())
          .isEqualTo("dicom " + socket.getLocalPort() + " down");
    }
  }

  @Test
  void listening_addresses_are_read_off_endpoint_uris() {
    assertThat(Listener.of("dicom:DIPTYCH@127.0.0.1:11112")).hasValueSatisfying(this::isDicom);
    assertThat(Listener.of("mllp://0.0.0.0:2575?autoAck=false"))
        .contains(new Listener("mllp", "0.0.0.0", 2575));
    assertThat(Listener.of("journal:case-ready")).isEmpty();
    assertThat(Listener.of("mllp:host:99999")).isEmpty();
  }

  @Test
  void a_wildcard_listener_is_reached_over_loopback() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      assertThat(
              new Listener("mllp", "0.0.0.0", socket.getLocalPort()).answers(Duration.ofSeconds(2)))
          .isTrue();
    }
  }

  @Test
  void database_and_object_store_answer_and_the_gauges_count() throws IOException {
    try (KeptCases kept = new KeptCases(folder)) {
      kept.study("1.1", CaseState.RECEIVING, "images are arriving", 1);
      assertThat(new DatabaseCheck(kept.journal).call().getStatus()).isEqualTo(Status.UP);
      assertThat(new ObjectStoreCheck(kept.objects, KeptCases.CONFIG).call().getStatus())
          .isEqualTo(Status.UP);
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      new JournalGauges(kept.journal, kept.objects, Clock.systemUTC())
          .register(new StartupEvent(), registry);
      assertThat(registry.get("diptych.cases").tag("state", "RECEIVING").gauge().value())
          .isEqualTo(1);
      assertThat(registry.get("diptych.entries").tag("kind", "instance-kept").gauge().value())
          .isEqualTo(1);
      assertThat(registry.get("diptych.disk.free").gauge().value()).isPositive();
    }
  }

  @Test
  void a_closed_database_is_not_ready_and_its_gauges_are_no_number() throws IOException {
    KeptCases kept = new KeptCases(folder);
    kept.close();
    assertThat(new DatabaseCheck(kept.journal).call().getStatus()).isEqualTo(Status.DOWN);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new JournalGauges(kept.journal, kept.objects, Clock.systemUTC())
        .register(new StartupEvent(), registry);
    assertThat(registry.get("diptych.cases").tag("state", "READY").gauge().value()).isNaN();
  }

  @Test
  void a_disk_without_room_or_a_store_that_is_gone_is_not_ready() throws IOException {
    try (KeptCases kept = new KeptCases(folder)) {
      Path objects = folder.resolve("incoming");
      Files.delete(objects);
      assertThat(new ObjectStoreCheck(kept.objects, KeptCases.CONFIG).call().getStatus())
          .isEqualTo(Status.DOWN);
    }
  }

  @Test
  void models_are_ready_when_there_is_one_and_all_answer() {
    assertThat(models(Map.of())).isEqualTo(Status.DOWN);
    assertThat(models(Map.of("chest-xr 1.0.0", true))).isEqualTo(Status.UP);
    assertThat(models(Map.of("chest-xr 1.0.0", true, "breast-us 1.0.0", false)))
        .isEqualTo(Status.DOWN);
  }

  private static Status models(Map<String, Boolean> answering) {
    return ModelsCheck.of(answering).getStatus();
  }

  private void isDicom(Listener listener) {
    assertThat(listener).isEqualTo(new Listener("dicom", "127.0.0.1", 11112));
  }

  private void promise(String file, String id, String from) throws IOException {
    Files.writeString(
        folder.resolve(file + ".camel.yaml"),
        "- route:\n    id: " + id + "\n    from:\n      uri: \"" + from + "\"\n");
  }

  private static RouteBuilder routeNamed(String id) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:" + id).routeId(id).log("passed");
      }
    };
  }
}
