package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.diptych.delivery.DeliveryLedger;
import org.diptych.delivery.Destinations;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.FhirDestination;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;
import org.diptych.fhir.client.TransactionJson;
import org.diptych.fhir.repository.FaultProxy.Fault;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.EntryWorkers;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.WorkOrder;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many results go through a proxy that fails in every way, drawn with a fixed seed, into a real
 * repository: each is there once in the end. {@code -Ddiptych.test.faults=2000} for the long form.
 */
class FaultProxyTest {
  private static final FhirContext R4 = FhirR4.lenient();
  private static final int RESULTS = Integer.getInteger("diptych.test.faults", 200);
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  /** Faults as often as they stand here; one of 429 stops everybody for a second. */
  private static final List<Fault> FAULTS =
      IntStream.range(0, 6)
          .mapToObj(
              time ->
                  List.of(
                      Fault.UNAUTHORIZED,
                      Fault.CONFLICT,
                      Fault.PRECONDITION_FAILED,
                      Fault.BUSY,
                      Fault.BROKEN,
                      Fault.BAD_GATEWAY,
                      Fault.RESET_BEFORE,
                      Fault.RESET_AFTER,
                      time < 2 ? Fault.SILENT_AFTER : Fault.RESET_AFTER,
                      time < 1 ? Fault.TOO_MANY : Fault.BROKEN))
          .flatMap(List::stream)
          .toList();

  @TempDir Path data;
  private final Random random = new Random(20260302);
  private JournalDatabase database;
  private Journal journal;
  private ObjectStore objects;
  private RepositoryServer repository;
  private FaultProxy proxy;
  private volatile boolean refusing = true;

  /** One request in so many fails. */
  private volatile int oneIn = 4;

  @BeforeEach
  void open() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    objects = new ObjectStore(data);
    repository = RepositoryServer.over(database.dataSource());
    proxy = new FaultProxy(URI.create(repository.base()), this::plan);
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    repository.close();
    database.close();
  }

  /** Of one result the content is refused whenever it arrives. */
  private synchronized Fault plan(String method, String path, String body) {
    if (refusing && body.contains(ManyResults.report(7) + "\"") && path.endsWith("/fhir")) {
      return Fault.UNPROCESSABLE;
    }
    return random.nextInt(oneIn) == 0 ? FAULTS.get(random.nextInt(FAULTS.size())) : Fault.NONE;
  }

  @Test
  void of_many_results_each_is_there_once_whatever_fails() throws IOException {
    run("auto", RESULTS, RESULTS / 10);
  }

  @Test
  void resource_by_resource_too() throws IOException {
    // A result takes ten requests and begins again when one of them fails.
    oneIn = 16;
    run("never", RESULTS / 4, RESULTS / 40);
  }

  private void run(String transactions, int results, int changed) throws IOException {
    for (int number = 0; number < results; number++) {
      append(number, 1);
    }
    try (EntryWorkers workers = workers(transactions)) {
      workers.start();
      await().atMost(Duration.ofMinutes(10)).until(() -> delivered() + setAside() == results);
      int refused = transactions.equals("auto") ? 1 : 0;
      assertThat(setAside()).isEqualTo(refused);

      refusing = false;
      journal.transact(open -> open.entries().replay(7 + 1));
      await().atMost(Duration.ofMinutes(1)).until(() -> delivered() == results);

      for (int number = 0; number < changed; number++) {
        append(number, 2);
      }
      await().atMost(Duration.ofMinutes(5)).until(() -> delivered() == results + changed);
    }
    counts(results, changed);
    eachIsThereOnce(results, changed);
  }

  private void counts(int results, int changed) {
    System.out.printf(
        "%d results and %d later versions, %d requests: %s%n",
        results,
        changed,
        proxy.counts().values().stream().mapToInt(Integer::intValue).sum(),
        new TreeMap<>(proxy.counts()));
  }

  private void eachIsThereOnce(int results, int changed) {
    Map<String, String> observed =
        all(Observation.class).stream()
            .collect(
                Collectors.toMap(
                    each -> each.getIdElement().toUnqualifiedVersionless().getValue(),
                    each -> each.getIdentifierFirstRep().getValue()));
    Map<String, DiagnosticReport> reports =
        all(DiagnosticReport.class).stream()
            .collect(
                Collectors.toMap(
                    report -> report.getIdentifierFirstRep().getValue(), Function.identity()));

    assertThat(reports).hasSize(results);
    assertThat(observed).hasSize(IntStream.range(0, results).map(ManyResults::observations).sum());
    for (int number = 0; number < results; number++) {
      DiagnosticReport report = reports.get(ManyResults.report(number));
      int result = number;
      assertThat(report.getResult())
          .extracting(each -> observed.get(each.getReference()))
          .containsExactlyElementsOf(
              IntStream.range(0, ManyResults.observations(number))
                  .mapToObj(each -> ManyResults.observation(result, each))
                  .toList());
      assertThat(report.getConclusion()).isEqualTo("version " + (number < changed ? 2 : 1));
      assertThat(report.getStatus().toCode()).isEqualTo("preliminary");
    }
    assertThat(all("Patient")).hasSize((results + 2) / 3);
    assertThat(all("Device")).hasSize(1);
    assertThat(all("Provenance")).hasSize(results + changed);
  }

  private void append(int number, int version) throws IOException {
    CaseId id = CaseId.of(study(number));
    byte[] json = TransactionJson.write(R4, ManyResults.transaction(number, version));
    String object = objects.keep(out -> out.write(json));
    journal.transact(
        open -> {
          open.cases().save(subject(number, version));
          return open.append(
              EntryDraft.of(
                      EntryKind.RESULTS_READY,
                      id + "#" + version + "#fhir",
                      Map.of("version", Integer.toString(version), "object", object))
                  .forCase(id)
                  .to("fhir")
                  .with(number % 10 == 0 ? Priority.STAT : Priority.ROUTINE));
        });
  }

  private static Uid study(int number) {
    return new Uid("1.2.3." + (number + 1));
  }

  private static Case subject(int number, int version) {
    return new Case(
        CaseId.of(study(number)),
        version,
        study(number),
        1,
        null,
        0,
        CaseState.READ,
        "accession number",
        Priority.ROUTINE,
        NOW,
        NOW);
  }

  private EntryWorkers workers(String transactions) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", proxy.base().toString());
    settings.put("create", "patient");
    settings.put("transactions", transactions);
    settings.put("response-timeout", "PT0.6S");
    settings.put("breaker.pause", "PT0.05S");
    settings.put("breaker.longest-pause", "PT0.2S");
    FhirDestination destination =
        new FhirDestination(R4, Destinations.with(settings), Clock.systemUTC(), new Random(1));
    FhirDelivery delivery =
        new FhirDelivery(journal, objects, R4, destination, new DeliveryLedger(Clock.systemUTC()));
    WorkOrder order =
        new WorkOrder(
            EntryKind.RESULTS_READY,
            "fhir",
            4,
            1_000_000,
            Duration.ofMillis(20),
            Duration.ofMillis(200));
    return journal.workers(order, delivery::deliver);
  }

  private long delivered() {
    return count(EntryKind.DELIVERED);
  }

  private long setAside() {
    return count(EntryKind.SET_ASIDE);
  }

  private long count(EntryKind kind) {
    return journal.transact(open -> open.entries().counts()).get(kind.wireName());
  }

  private <T extends Resource> List<T> all(Class<T> type) {
    return all(type.getSimpleName()).stream().map(type::cast).toList();
  }

  /** Straight from the repository, past the proxy. */
  private List<Resource> all(String type) {
    FhirServer server =
        new FhirServer(
            R4,
            new FhirServerSettings(
                URI.create(repository.base()), null, Duration.ofSeconds(5), Duration.ofMinutes(1)));
    List<Resource> all = new ArrayList<>();
    FhirAnswer<Bundle> answer = server.search(type + "?_count=500");
    while (true) {
      Bundle page = ((FhirAnswer.Done<Bundle>) answer).value();
      page.getEntry().stream().map(BundleEntryComponent::getResource).forEach(all::add);
      if (page.getLink("next") == null) {
        return all;
      }
      answer = server.bundle(page.getLink("next").getUrl());
    }
  }
}
