package org.diptych.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.diptych.dicom.AssociationRefused;
import org.diptych.dicom.DicomSender;
import org.diptych.dicom.NoticePeer;
import org.diptych.dicom.SampleObjects;
import org.diptych.dicom.StoreRefused;
import org.diptych.dicom.StoreResponse;
import org.diptych.intake.InstanceIntake;
import org.diptych.intake.StudyNotices;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dicom: component in a real Camel context, between real sockets and a real journal. */
class DicomComponentTest {
  @TempDir Path data;
  @TempDir Path folder;

  private final CamelContext camel = new DefaultCamelContext();
  private JournalDatabase database;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    camel
        .getRegistry()
        .bind(
            "instanceIntake",
            new InstanceIntake(new ObjectStore(data), journal, () -> 0, Clock.systemUTC()));
  }

  @AfterEach
  void close() {
    camel.stop();
    database.close();
  }

  private int route(RouteBuilder route) throws Exception {
    camel.addRoutes(route);
    camel.start();
    return ((DicomConsumer) camel.getRoute("in").getConsumer()).port();
  }

  private Optional<KeptInstance> kept(String uid) {
    return journal.transact(tx -> tx.studies().instance(new Uid(uid)));
  }

  private int keeping() throws Exception {
    return route(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("dicom:DIPTYCH@127.0.0.1:0").routeId("in").bean("instanceIntake", "keep");
          }
        });
  }

  @Test
  void a_route_from_dicom_keeps_what_is_sent() throws Exception {
    int port = keeping();
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);

    List<StoreResponse> responses =
        new DicomSender("MODALITY", "DIPTYCH", "127.0.0.1", port).send(List.of(file));

    assertThat(responses).extracting(StoreResponse::status).containsExactly(0);
    assertThat(kept("2.25.1")).isPresent();
  }

  @Test
  void the_route_of_the_engine_keeps_objects_and_notices() throws Exception {
    camel.getRegistry().bind("studyNotices", new StudyNotices(journal));
    Properties settings = new Properties();
    settings.put("diptych.dicom.ae-title", "DIPTYCH");
    settings.put("diptych.bind", "127.0.0.1");
    settings.put("diptych.dicom.port", "0");
    camel.getPropertiesComponent().setOverrideProperties(settings);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.resolveResource(camel, "file:routes/10-dicom-intake.camel.yaml"));
    camel.start();
    int port = ((DicomConsumer) camel.getRoute("dicom-intake").getConsumer()).port();
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);

    new DicomSender("MODALITY", "DIPTYCH", "127.0.0.1", port).send(List.of(file));
    NoticePeer.Answer answer =
        new NoticePeer(port).available("2.25.9", "2.25.100", List.of("2.25.1"), "ONLINE");

    assertThat(kept("2.25.1")).isPresent();
    assertThat(answer.status()).isZero();
  }

  @Test
  void a_route_to_dicom_sends_the_file_in_the_body() throws Exception {
    int port = keeping();
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    String peer = "dicom:DIPTYCH@127.0.0.1:" + port + "?callingAeTitle=ENGINE";

    camel.createProducerTemplate().sendBody(peer, file);

    assertThat(kept("2.25.1").orElseThrow())
        .satisfies(kept -> assertThat(kept.callingAeTitle()).isEqualTo("ENGINE"));
  }

  @Test
  void a_refusal_of_the_peer_fails_the_exchange_with_its_status() throws Exception {
    int port = keeping();
    String peer = "dicom:DIPTYCH@127.0.0.1:" + port;
    Path first = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    Path other = SampleObjects.radiograph(folder.resolve("b"), "2.25.1", 5);
    camel.createProducerTemplate().sendBody(peer, first);

    assertThatThrownBy(() -> camel.createProducerTemplate().sendBody(peer, other))
        .isInstanceOf(CamelExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StoreRefused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(0x0111);
              assertThat(refused.isTransient()).isFalse();
            });
    assertThatThrownBy(
            () -> camel.createProducerTemplate().sendBody("dicom:NOBODY@127.0.0.1:" + port, first))
        .hasCauseInstanceOf(AssociationRefused.class);
  }

  @Test
  void a_route_without_receipt_or_with_an_exception_is_never_success() throws Exception {
    int port =
        route(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("dicom:DIPTYCH@127.0.0.1:0")
                    .routeId("in")
                    .choice()
                    .when(
                        exchange -> exchange.getMessage().getBody().toString().contains("2.25.1]"))
                    .throwException(new IllegalStateException("on purpose"))
                    .otherwise()
                    .setBody(constant("kept, honestly"));
              }
            });
    List<Path> files =
        List.of(
            SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3),
            SampleObjects.radiograph(folder.resolve("b"), "2.25.2", 3));

    assertThat(new DicomSender("MODALITY", "DIPTYCH", "127.0.0.1", port).send(files))
        .extracting(StoreResponse::status)
        .containsExactly(0x0110, 0x0110);
  }

  @Test
  void callers_may_be_listed_in_the_route() throws Exception {
    int port =
        route(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("dicom:DIPTYCH@127.0.0.1:0?knownCallers=CT1, MR1")
                    .routeId("in")
                    .bean("instanceIntake", "keep");
              }
            });

    assertThat(new DicomSender("MR1", "DIPTYCH", "127.0.0.1", port).echo()).isZero();
    assertThatThrownBy(() -> new DicomSender("XX", "DIPTYCH", "127.0.0.1", port).echo())
        .isInstanceOf(AssociationRefused.class);
  }

  @Test
  void a_stopped_route_closes_its_port_and_a_started_one_opens_it_again() throws Exception {
    keeping();
    DicomConsumer consumer = (DicomConsumer) camel.getRoute("in").getConsumer();

    camel.getRouteController().stopRoute("in");
    assertThat(consumer.isListening()).isFalse();

    camel.getRouteController().startRoute("in");
    assertThat(((DicomConsumer) camel.getRoute("in").getConsumer()).isListening()).isTrue();
  }
}
