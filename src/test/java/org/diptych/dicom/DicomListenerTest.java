package org.diptych.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomListenerTest {
  private static final ListenerSettings SETTINGS = ListenerSettings.of("DIPTYCH", "127.0.0.1", 0);

  @TempDir Path folder;
  private final CollectingReceiver receiver = new CollectingReceiver();
  private DicomListener listener;

  @BeforeEach
  void listen() throws Exception {
    listener = started(SETTINGS, receiver);
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  private static DicomListener started(ListenerSettings settings, ObjectReceiver receiver)
      throws Exception {
    DicomListener fresh = new DicomListener(settings, receiver);
    fresh.start();
    return fresh;
  }

  private DicomSender sender(String called) {
    return new DicomSender("MODALITY", called, "127.0.0.1", listener.port());
  }

  @Test
  void an_echo_is_answered() throws Exception {
    assertThat(sender("DIPTYCH").echo()).isZero();
  }

  @Test
  void an_object_arrives_byte_for_byte() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a.dcm"), "2.25.1", 3);

    List<StoreResponse> responses = sender("DIPTYCH").send(List.of(file));

    assertThat(responses).extracting(StoreResponse::status).containsExactly(0);
    byte[] sent = Part10File.of(file).openDataSet().readAllBytes();
    CollectingReceiver.Kept kept = receiver.kept.get(0);
    Path written = Files.write(folder.resolve("kept.dcm"), kept.file());
    assertThat(Part10File.of(written).openDataSet().readAllBytes()).isEqualTo(sent);
    assertThat(kept.dataSet().bytes()).isEqualTo(sent.length);
    assertThat(kept.dataSet().digest())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sent)));
  }

  @Test
  void the_header_says_what_intake_indexes() throws Exception {
    sender("DIPTYCH").send(List.of(SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3)));

    InstanceHeader header = receiver.kept.get(0).dataSet().header();
    assertThat(header.study())
        .usingRecursiveComparison()
        .isEqualTo(SampleObjects.study(new Uid("2.25.100"), "CR"));
    assertThat(header.study().patient().name()).isEqualTo(SampleObjects.CANARY_NAME);
    assertThat(header.study().started()).isEqualTo(LocalDateTime.of(2024, 5, 6, 7, 8, 9));
    assertThat(header.instance().uid()).isEqualTo(new Uid("2.25.1"));
    assertThat(header.instance().series()).isEqualTo(new Uid("2.25.200"));
    assertThat(header.instance().viewPosition()).isEqualTo("PA");
    assertThat(header.instance().imageType()).isEqualTo("DERIVED\\PRIMARY");
    assertThat(header.instance().rows()).isEqualTo(48);
    assertThat(header.instance().columns()).isEqualTo(64);
    assertThat(header.instance().instanceNumber()).isEqualTo(1);
    assertThat(receiver.kept.get(0).object().callingAeTitle()).isEqualTo("MODALITY");
  }

  @Test
  void the_same_object_gives_the_same_file_whoever_sends_it() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    sender("DIPTYCH").send(List.of(file));
    new DicomSender("OTHER", "DIPTYCH", "127.0.0.1", listener.port()).send(List.of(file));

    assertThat(receiver.kept.get(0).file()).isEqualTo(receiver.kept.get(1).file());
  }

  @Test
  void a_wrong_called_ae_title_is_rejected_and_nothing_further_happens() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);

    assertThatThrownBy(() -> sender("SOMEONE").send(List.of(file)))
        .isInstanceOfSatisfying(
            AssociationRefused.class,
            refused -> {
              assertThat(refused.result()).isEqualTo(1);
              assertThat(refused.source()).isEqualTo(1);
              assertThat(refused.reason()).isEqualTo(7);
            });
    assertThat(receiver.kept).isEmpty();
    assertThat(listener.associations()).isZero();
  }

  @Test
  void an_unknown_caller_is_rejected_where_callers_are_listed() throws Exception {
    listener.close();
    listener = started(SETTINGS.withKnownCallers(Set.of("KNOWN")), receiver);

    assertThatThrownBy(() -> sender("DIPTYCH").echo())
        .isInstanceOfSatisfying(
            AssociationRefused.class, refused -> assertThat(refused.reason()).isEqualTo(3));
    assertThat(new DicomSender("KNOWN", "DIPTYCH", "127.0.0.1", listener.port()).echo()).isZero();
  }

  @Test
  void a_rejected_peer_that_sends_on_gets_nowhere() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    try (RawPeer peer = new RawPeer(listener.port())) {
      assertThat(peer.associate("SOMEONE", RawPeer.CR, RawPeer.EXPLICIT).type()).isEqualTo(0x03);
      peer.storeCommand(RawPeer.CR, "2.25.1");
      peer.pdv(0x02, Part10File.of(file).openDataSet().readAllBytes());
      assertThat(peer.isClosedByPeer()).isTrue();
    } catch (java.net.SocketException closedAlready) {
      assertThat(closedAlready).isNotNull();
    }
    assertThat(receiver.kept).isEmpty();
  }

  @Test
  void one_association_too_many_is_rejected_as_transient() throws Exception {
    listener.close();
    listener =
        started(SETTINGS.withLimits(1, Duration.ofSeconds(5), Duration.ofSeconds(5)), receiver);
    try (RawPeer first = new RawPeer(listener.port())) {
      assertThat(first.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT).type()).isEqualTo(0x02);
      assertThatThrownBy(() -> sender("DIPTYCH").echo())
          .isInstanceOfSatisfying(
              AssociationRefused.class,
              refused -> {
                assertThat(refused.result()).isEqualTo(2);
                assertThat(refused.reason()).isEqualTo(2);
              });
    }
    Awaitility.await().until(() -> listener.associations() == 0);
    assertThat(sender("DIPTYCH").echo()).isZero();
  }

  @Test
  void what_is_no_storage_is_refused_as_abstract_syntax() throws Exception {
    try (RawPeer peer = new RawPeer(listener.port())) {
      RawPeer.Pdu answer =
          peer.associate("DIPTYCH", "1.2.840.10008.5.1.4.1.2.2.1", RawPeer.EXPLICIT);
      assertThat(contextResult(answer)).isEqualTo(3);
    }
  }

  @Test
  void a_private_transfer_syntax_is_refused_and_a_private_sop_class_is_taken() throws Exception {
    try (RawPeer peer = new RawPeer(listener.port())) {
      assertThat(contextResult(peer.associate("DIPTYCH", RawPeer.CR, "1.2.840.113619.5.2")))
          .isEqualTo(4);
    }
    try (RawPeer peer = new RawPeer(listener.port())) {
      assertThat(contextResult(peer.associate("DIPTYCH", "1.2.276.0.7230010.9", RawPeer.EXPLICIT)))
          .isZero();
    }
  }

  /** Result/Reason of the first presentation context item (PS3.8 table 9-18). */
  private static int contextResult(RawPeer.Pdu accept) {
    assertThat(accept.type()).isEqualTo(0x02);
    byte[] body = accept.body();
    int at = 68;
    while (body[at] != 0x21) {
      at += 4 + (body[at + 2] << 8 | body[at + 3] & 0xFF);
    }
    return body[at + 6];
  }

  @Test
  void a_truncated_data_set_is_refused_and_the_association_goes_on() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    byte[] dataSet = Part10File.of(file).openDataSet().readAllBytes();
    try (RawPeer peer = new RawPeer(listener.port())) {
      peer.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT);
      for (int length : new int[] {dataSet.length - 100, dataSet.length / 3, 100, 5, 0}) {
        peer.storeCommand(RawPeer.CR, "2.25.1");
        peer.pdv(0x02, Arrays.copyOf(dataSet, length));
        assertThat(peer.status()).as("%d bytes", length).isIn(0xC000, 0xA900);
      }
      peer.storeCommand(RawPeer.CR, "2.25.1");
      peer.pdv(0x02, dataSet);
      assertThat(peer.status()).isZero();
    }
    assertThat(receiver.kept).hasSize(1);
  }

  @Test
  void uids_that_differ_from_the_command_are_refused() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    byte[] dataSet = Part10File.of(file).openDataSet().readAllBytes();
    try (RawPeer peer = new RawPeer(listener.port())) {
      peer.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT);
      peer.storeCommand(RawPeer.CR, "2.25.2");
      peer.pdv(0x02, dataSet);
      assertThat(peer.status()).isEqualTo(0xA900);
      peer.storeCommand("1.2.840.10008.5.1.4.1.1.2", "2.25.1");
      peer.pdv(0x02, dataSet);
      assertThat(peer.status()).isEqualTo(0x0122);
      peer.storeCommand(RawPeer.CR, "2.25.1x");
      peer.pdv(0x02, dataSet);
      assertThat(peer.status()).isEqualTo(0x0117);
    }
    assertThat(receiver.kept).isEmpty();
  }

  @Test
  void broken_pdus_and_dropped_connections_do_not_harm_other_associations() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    byte[] dataSet = Part10File.of(file).openDataSet().readAllBytes();
    try (RawPeer good = new RawPeer(listener.port())) {
      good.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT);
      good.storeCommand(RawPeer.CR, "2.25.1");
      good.pdv(0x00, Arrays.copyOf(dataSet, 1000));

      try (RawPeer noise = new RawPeer(listener.port())) {
        noise.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes());
        assertThat(noise.read().type()).isEqualTo(0x07);
      }
      try (RawPeer endless = new RawPeer(listener.port())) {
        endless.write(new byte[] {1, 0, 0x7F, -1, -1, -1, 0, 1, 0, 0});
        assertThat(endless.read().type()).isEqualTo(0x07);
      }
      try (RawPeer brokenPdv = new RawPeer(listener.port())) {
        brokenPdv.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT);
        brokenPdv.storeCommand(RawPeer.CR, "2.25.1");
        brokenPdv.pdv(0x00, Arrays.copyOf(dataSet, 500));
        brokenPdv.writePdu(0x04, new byte[] {0x7F, 0, 0, 0, 1, 2, 3, 4});
        assertThat(brokenPdv.read().type()).isEqualTo(0x07);
      }
      try (RawPeer dropped = new RawPeer(listener.port())) {
        dropped.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT);
        dropped.storeCommand(RawPeer.CR, "2.25.1");
        dropped.pdv(0x00, Arrays.copyOf(dataSet, 500));
      }
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(receiver.refused)
                      .hasSize(2)
                      .allMatch(lost -> lost instanceof AssociationLost));

      good.pdv(0x02, Arrays.copyOfRange(dataSet, 1000, dataSet.length));
      assertThat(good.status()).isZero();
    }
    assertThat(receiver.kept).hasSize(1);
  }

  @Test
  void a_sender_that_stalls_within_an_object_is_let_go() throws Exception {
    listener.close();
    listener =
        started(SETTINGS.withLimits(4, Duration.ofSeconds(1), Duration.ofMillis(300)), receiver);
    try (RawPeer peer = new RawPeer(listener.port())) {
      peer.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT);
      peer.storeCommand(RawPeer.CR, "2.25.1");
      peer.pdv(0x00, new byte[10]);
      assertThat(peer.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void an_exception_is_never_success() throws Exception {
    listener.close();
    listener =
        started(
            SETTINGS,
            object -> {
              throw new IllegalStateException("on purpose");
            });
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);

    assertThat(sender("DIPTYCH").send(List.of(file)))
        .extracting(StoreResponse::status)
        .containsExactly(0x0110);
  }

  @Test
  void closing_lets_a_running_store_finish_and_accepts_no_more() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    listener.close();
    listener =
        started(
            SETTINGS,
            object -> {
              begun.countDown();
              goOn.await(10, TimeUnit.SECONDS);
              return receiver.receive(object);
            });
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    DicomSender sender = sender("DIPTYCH");
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return sender.send(List.of(file)).get(0).status();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    DicomListener closing = listener;
    CompletableFuture<Void> closed = CompletableFuture.runAsync(closing::close);
    Awaitility.await().until(() -> !closing.isListening());
    assertThatThrownBy(sender::echo).isInstanceOf(java.io.IOException.class);
    assertThat(closed).isNotDone();
    goOn.countDown();

    assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
    closed.get(10, TimeUnit.SECONDS);
    assertThat(receiver.kept).hasSize(1);
  }
}
