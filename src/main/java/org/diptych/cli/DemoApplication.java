package org.diptych.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.diptych.dicom.DicomSender;
import org.diptych.dicom.StoreResponse;
import org.diptych.hl7.MllpPeer;
import org.diptych.hl7.OruWriter;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Plays the modality and the RIS against the engine's own ports and tells what came of it. */
@Singleton
final class DemoApplication implements QuarkusApplication {
  static final String EXIT = "exit";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Journal journal;
  private final ObjectMapper json;
  private final String address;
  private final String aeTitle;
  private final int dicomPort;
  private final int mllpPort;
  private final int httpPort;
  private final PrintStream out = System.out;
  private final HttpClient http = HttpClient.newHttpClient();

  DemoApplication(
      Journal journal,
      ObjectMapper json,
      @ConfigProperty(name = "diptych.bind") String bind,
      @ConfigProperty(name = "diptych.dicom.ae-title") String aeTitle,
      @ConfigProperty(name = "diptych.dicom.port") int dicomPort,
      @ConfigProperty(name = "diptych.mllp.port") int mllpPort,
      @ConfigProperty(name = "diptych.http.port") int httpPort) {
    this.journal = journal;
    this.json = json;
    this.address = bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
    this.aeTitle = aeTitle;
    this.dicomPort = dicomPort;
    this.mllpPort = mllpPort;
    this.httpPort = httpPort;
  }

  @Override
  public int run(String... arguments) throws IOException, InterruptedException {
    out.println();
    boolean complete = true;
    for (DemoCase demo : DemoCase.all()) {
      send(demo);
    }
    for (DemoCase demo : DemoCase.all()) {
      complete &= follow(demo);
    }
    if (!complete) {
      return 1;
    }
    if (!Arrays.asList(arguments).contains(EXIT)) {
      out.printf("%nThe engine stays up: %s/ (Ctrl-C ends it)%n", url());
      Quarkus.waitForExit();
    }
    return 0;
  }

  private void send(DemoCase demo) throws IOException {
    Path directory = Files.createTempDirectory("diptych-demo");
    Path image = demo.writeImage(directory);
    try {
      List<StoreResponse> responses =
          new DicomSender("DEMOMODALITY", aeTitle, address, dicomPort).send(List.of(image));
      out.printf(
          "%-18s C-STORE  -> %s:%d  status %04XH%n",
          demo.title(), address, dicomPort, responses.get(0).status());
    } finally {
      Files.delete(image);
      Files.delete(directory);
    }
    OruWriter writer =
        new OruWriter(
            new OruWriter.Parties("DEMORIS", "DEMO", "DIPTYCH", "DEMO"), Clock.systemDefaultZone());
    InetSocketAddress listener = new InetSocketAddress(address, mllpPort);
    try (MllpPeer ris = MllpPeer.connect(listener, Duration.ofSeconds(30))) {
      String answer = new String(ris.send(writer.write(demo.report())), StandardCharsets.UTF_8);
      out.printf(
          "%-18s ORU^R01  -> %s:%d  %s%n",
          demo.title(), address, mllpPort, acknowledgement(answer));
    }
  }

  private static String acknowledgement(String answer) {
    return answer.lines().filter(line -> line.startsWith("MSA")).findFirst().orElse("no MSA");
  }

  private boolean follow(DemoCase demo) throws IOException, InterruptedException {
    CaseId id = CaseId.of(demo.study().uid());
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<CaseState> told = Optional.empty();
    while (System.nanoTime() < end) {
      Optional<Case> found = journal.transact(tx -> tx.cases().find(id));
      Optional<CaseState> state = found.map(Case::state);
      if (!state.equals(told)) {
        told = state;
        found.ifPresent(
            now -> out.printf("%-18s %-15s %s%n", demo.title(), now.state(), now.reason()));
      }
      if (told.equals(Optional.of(CaseState.DELIVERED))) {
        show(demo, found.orElseThrow());
        return true;
      }
      if (told.equals(Optional.of(CaseState.SET_ASIDE))) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    out.printf("%-18s nothing was delivered within %d s%n", demo.title(), PATIENCE.toSeconds());
    return false;
  }

  private void show(DemoCase demo, Case delivered) throws IOException, InterruptedException {
    Entry entry =
        journal.transact(tx -> tx.entries().ofCase(delivered.id())).stream()
            .filter(each -> each.kind() == EntryKind.DELIVERED)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    out.printf("%n%s: case %s%n", demo.title(), delivered.id());
    out.printf("  page    %s/cases/%s%n", url(), delivered.id());
    for (String resource : entry.get("resources").split(" ")) {
      if (resource.startsWith("DiagnosticReport/")) {
        tellReport(entry.get("server") + "/" + resource);
      } else if (resource.startsWith("Observation/")) {
        tellObservation(entry.get("server") + "/" + resource);
      }
    }
    out.println();
  }

  private void tellReport(String link) throws IOException, InterruptedException {
    JsonNode report = read(link);
    out.printf("  report  %s (%s)%n", link, report.path("status").asText());
    report.path("conclusion").asText().lines().forEach(line -> out.println("          " + line));
  }

  private void tellObservation(String link) throws IOException, InterruptedException {
    JsonNode observation = read(link);
    out.printf(
        "  finding %s: %s  %s%n",
        observation
            .path("code")
            .path("text")
            .asText(observation.at("/code/coding/0/display").asText()),
        observation.at("/valueCodeableConcept/coding/0/display").asText(),
        link);
  }

  private JsonNode read(String link) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(link)).header("Accept", "application/fhir+json").build();
    return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  private String url() {
    return "http://" + address + ":" + httpPort;
  }
}
