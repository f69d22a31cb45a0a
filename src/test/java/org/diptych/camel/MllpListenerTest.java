package org.diptych.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.diptych.FreePort;
import org.diptych.hl7.MllpFrames;
import org.diptych.hl7.MllpPeer;
import org.diptych.hl7.Samples;
import org.diptych.intake.Hl7Config;
import org.diptych.intake.MessageIntake;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptReport;
import org.diptych.journal.ObjectStore;
import org.diptych.study.ReportKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The route of {@code routes/11-hl7-intake.camel.yaml} over real sockets into a real journal. */
@Timeout(60)
class MllpListenerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path data;

  private JournalDatabase database;
  private Journal journal;
  private CamelContext camel;
  private int port;

  @BeforeEach
  void open() throws IOException {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    port = FreePort.find();
  }

  @AfterEach
  void close() {
    camel.stop();
    database.close();
  }

  @Test
  void a_report_is_accepted_once_it_is_in_the_journal() throws Exception {
    start();

    String answer = text(send(Samples.chestReport()));

    assertThat(answer)
        .contains("\rMSA|AA|MSG-1\r")
        .startsWith("MSH|^~\\&|DIPTYCH|HOUSE|RIS|CLINIC|");
    assertThat(versions("RIS|CLINIC|F-1|36643-5")).hasSize(1);
  }

  @Test
  void many_messages_on_one_connection_and_sent_twice_are_each_answered() throws Exception {
    start();

    try (MllpPeer ris = connect()) {
      for (int i = 0; i < 20; i++) {
        byte[] message = numbered(i % 10);
        assertThat(text(ris.send(message))).contains("MSA|AA|N-" + i % 10 + "\r");
      }
    }

    for (int i = 0; i < 10; i++) {
      assertThat(versions("RIS|CLINIC|F-" + i + "|36643-5")).hasSize(1);
    }
  }

  @Test
  void messages_that_arrive_together_are_answered_one_after_the_other() throws Exception {
    start();

    try (MllpPeer ris = connect()) {
      ByteArrayOutputStream together = new ByteArrayOutputStream();
      MllpFrames.write(together, numbered(1));
      together.write("noise".getBytes(StandardCharsets.US_ASCII));
      MllpFrames.write(together, numbered(2));
      ris.sendRaw(together.toByteArray());

      assertThat(text(ris.receive())).contains("MSA|AA|N-1\r");
      assertThat(text(ris.receive())).contains("MSA|AA|N-2\r");
    }
  }

  @Test
  void many_senders_at_a_time_are_served() throws Exception {
    start();
    ExecutorService senders = Executors.newFixedThreadPool(20);
    try {
      List<Callable<String>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        tasks.add(() -> text(send(numbered(number))));
      }
      for (Future<String> answer : senders.invokeAll(tasks)) {
        assertThat(answer.get()).contains("MSA|AA|");
      }
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  void texts_arrive_in_the_letters_in_which_they_were_written() throws Exception {
    start();
    for (String[] declared :
        new String[][] {{"8859/1", "ISO-8859-1"}, {"UNICODE UTF-8", "UTF-8"}}) {
      byte[] message =
          Samples.bytes(
              Charset.forName(declared[1]),
              Samples.msh("2.4", declared[0]).replace("MSG-1", "é-" + declared[1]),
              "OBR|1||" + declared[1] + "|X",
              "OBX|1|TX|1||Größe 3 µm.");

      assertThat(new String(send(message), Charset.forName(declared[1])))
          .contains("\rMSA|AA|é-" + declared[1] + "\r");
      assertThat(versions("RIS|CLINIC|" + declared[1] + "|X").get(0).report().text())
          .isEqualTo("Größe 3 µm.");
    }
  }

  @Test
  void what_cannot_be_read_is_answered_with_its_reason() throws Exception {
    start();

    assertThat(text(send(Samples.oru("OBR|1", "OBX|1|NM|1||5"))))
        .contains("\rMSA|AE|MSG-1\r", "\rERR||OBX^1^5|101^");
    assertThat(text(send(changed("ORU^R01", "SIU^S12")))).contains("\rMSA|AR|MSG-1\r", "|200^");
    assertThat(text(send(changed("2.5.1", "9.9")))).contains("\rMSA|AR|MSG-1\r", "|203^");
  }

  @Test
  void garbage_of_any_length_is_answered() throws Exception {
    start();
    try (MllpPeer stranger = connect()) {
      for (String garbage : new String[] {"", "x", "MSH", "\r\r\r\r", "GET / HTTP/1.1\r\n\r\n"}) {
        assertThat(text(stranger.send(garbage.getBytes(StandardCharsets.US_ASCII))))
            .startsWith("MSH|^~\\&|DIPTYCH|")
            .contains("\rMSA|AR");
      }
    }
  }

  @Test
  void a_message_that_is_too_long_is_answered() throws Exception {
    start();
    byte[] endless = new byte[40 << 20];
    Arrays.fill(endless, (byte) 'x');
    assertThat(text(send(endless))).contains("\rMSA|AR", "longer");

    byte[] report = Samples.chestReport();
    System.arraycopy(report, 0, endless, 0, report.length);
    assertThat(text(send(endless))).contains("\rMSA|AR|MSG-1\r", "longer");
  }

  @Test
  void a_sender_that_leaves_within_a_message_harms_nobody() throws Exception {
    start();
    try (MllpPeer leaver = connect()) {
      leaver.sendRaw("\u000bMSH|^~\\&|RIS".getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(text(send(Samples.chestReport()))).contains("\rMSA|AA|");
  }

  @Test
  void without_a_database_the_sender_is_told_to_send_again() throws Exception {
    start();
    database.close();

    assertThat(text(send(Samples.chestReport())))
        .contains("\rMSA|AR|MSG-1\r", "|207^", "send it again");
  }

  @Test
  void a_route_that_fails_still_answers() throws Exception {
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("mllp:127.0.0.1:" + port)
                .process(
                    exchange -> {
                      throw new IllegalStateException("nobody expected this");
                    });
          }
        });

    assertThat(text(send(Samples.chestReport()))).contains("\rMSA|AR|MSG-1\r", "|207^");
  }

  @Test
  void a_route_that_forgets_to_acknowledge_is_no_acceptance() throws Exception {
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("mllp:127.0.0.1:" + port).to("log:nothing?level=OFF");
          }
        });

    assertThat(text(send(Samples.chestReport()))).contains("\rMSA|AR|MSG-1\r");
  }

  @Test
  void a_step_that_fails_after_the_report_was_kept_does_not_take_the_acceptance_back()
      throws Exception {
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("mllp:127.0.0.1:" + port)
                .to("bean:messageIntake?method=keep")
                .to("bean:mllpAcknowledger?method=acknowledge")
                .throwException(new IllegalStateException("later"));
          }
        });

    assertThat(text(send(Samples.chestReport()))).contains("\rMSA|AA|MSG-1\r");
  }

  @Test
  void a_stopped_route_takes_no_more_connections() throws Exception {
    start();
    try (MllpPeer ris = connect()) {
      ris.send(Samples.chestReport());
      camel.stop();

      assertThatThrownBy(() -> ris.send(Samples.chestReport())).isInstanceOf(IOException.class);
    }
    // Camel's accepting thread closes the port a moment after the route has stopped.
    await().untilAsserted(() -> assertThatThrownBy(this::connect).isInstanceOf(IOException.class));
  }

  @Test
  void nothing_of_a_message_is_logged_however_much_is_logged() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Logger root = Logger.getLogger("");
    Level level = root.getLevel();
    Handler listener = listener(lines);
    root.addHandler(listener);
    root.setLevel(Level.ALL);
    try {
      start();
      send(Samples.chestReport());
      send(Samples.oru("PID|1||4711||Canary^Maria", "OBR|1", "OBX|1|NM|1||Canary"));
      send("Canary is no message".getBytes(StandardCharsets.US_ASCII));
      try (MllpPeer leaver = connect()) {
        leaver.sendRaw("Canary \u000bCanary".getBytes(StandardCharsets.US_ASCII));
      }
      await().until(() -> lines.stream().anyMatch(line -> line.contains("within a message")));
      database.close();
      send(changed("MSG-1", "MSG-2"));
    } finally {
      root.setLevel(level);
      root.removeHandler(listener);
    }

    assertThat(lines).anyMatch(line -> line.contains("message kept controlId=MSG-1"));
    assertThat(lines).noneMatch(line -> line.contains("Canary") || line.contains("4711"));
  }

  private static Handler listener(List<String> lines) {
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            String thrown = line.getThrown() == null ? "" : line.getThrown().toString();
            Object[] values = line.getParameters();
            lines.add(line.getMessage() + (values == null ? "" : Arrays.toString(values)) + thrown);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    return handler;
  }

  private void start() throws Exception {
    start(null);
  }

  /** Starts the given route, or the one that is shipped. */
  private void start(RoutesBuilder route) throws Exception {
    MllpAcknowledger acknowledger = new MllpAcknowledger(Clock.systemUTC());
    camel = new DefaultCamelContext();
    camel.getRegistry().bind("messageIntake", intake());
    camel.getRegistry().bind("mllpAcknowledger", acknowledger);
    camel.getRegistry().bind("mllp", new MllpListenerComponent(acknowledger));
    Properties settings = new Properties();
    settings.put("diptych.bind", "127.0.0.1");
    settings.put("diptych.mllp.port", String.valueOf(port));
    camel.getPropertiesComponent().setOverrideProperties(settings);
    if (route == null) {
      RoutesLoader loader = PluginHelper.getRoutesLoader(camel);
      loader.loadRoutes(
          ResourceHelper.resolveMandatoryResource(camel, "file:routes/11-hl7-intake.camel.yaml"));
    } else {
      camel.addRoutes(route);
    }
    camel.start();
  }

  private MessageIntake intake() throws IOException {
    Hl7Config config =
        new SmallRyeConfigBuilder()
            .withMapping(Hl7Config.class)
            .withDefaultValues(Map.of())
            .build()
            .getConfigMapping(Hl7Config.class);
    return new MessageIntake(journal, new ObjectStore(data), config, () -> 0);
  }

  private byte[] send(byte[] message) throws IOException {
    try (MllpPeer peer = connect()) {
      return peer.send(message);
    }
  }

  private MllpPeer connect() throws IOException {
    return MllpPeer.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
  }

  private static byte[] numbered(int number) {
    String message = text(Samples.chestReport());
    return message
        .replace("MSG-1", "N-" + number)
        .replace("F-1", "F-" + number)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] changed(String from, String to) {
    return text(Samples.chestReport()).replace(from, to).getBytes(StandardCharsets.UTF_8);
  }

  private List<KeptReport> versions(String key) {
    return journal.transact(open -> open.reports().versions(new ReportKey(key)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
