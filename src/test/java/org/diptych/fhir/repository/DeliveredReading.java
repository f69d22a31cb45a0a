package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.diptych.delivery.DeliveryLedger;
import org.diptych.delivery.Destinations;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.FhirDestination;
import org.diptych.delivery.HospitalResource;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.client.Authorization;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;
import org.diptych.fhir.validation.ResourceValidator;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Receipt;
import org.diptych.result.Readings;
import org.diptych.result.ResultWriter;
import org.diptych.study.Case;
import org.diptych.study.Findings;
import org.diptych.study.Priority;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the case of {@link Readings}, in a real journal, and of a server its results go to. */
abstract class DeliveredReading {
  private static final FhirContext R4 = FhirR4.lenient();
  private static final Duration CONNECTS = Duration.ofSeconds(5);
  private static final Duration ANSWERS = Duration.ofSeconds(30);

  @TempDir Path data;
  JournalDatabase database;
  Journal journal;
  private ObjectStore objects;
  private URI base;
  private FhirServer server;
  private ResultWriter writer;

  /** Starts the server and answers its base. */
  abstract URI listen() throws Exception;

  /** Ends what {@link #listen} started. */
  abstract void end() throws Exception;

  @BeforeEach
  void open() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    objects = new ObjectStore(data);
    base = listen();
    server =
        new FhirServer(
            R4,
            new FhirServerSettings(base, null, CONNECTS, ANSWERS),
            Authorization.fixed(null),
            Clock.systemUTC());
    writer =
        new ResultWriter(
            journal,
            objects,
            R4,
            Readings.config(Map.of()),
            model -> Optional.of("# A card"),
            ResourceValidator.lazily());
    journal.transact(
        transaction -> {
          transaction.studies().keep(Readings.instance(), Readings.study());
          return transaction.reports().keep(Readings.message(), "RIS|HOSP", "object");
        });
  }

  @AfterEach
  void close() throws Exception {
    end();
    database.close();
  }

  FhirDelivery delivery(Set<HospitalResource> mayCreate) {
    return delivery(mayCreate, Map.of());
  }

  FhirDelivery delivery(Set<HospitalResource> mayCreate, Map<String, String> said) {
    Map<String, String> settings = settings(mayCreate);
    settings.putAll(said);
    return new FhirDelivery(
        journal,
        objects,
        R4,
        new FhirDestination(R4, Destinations.with(settings), Clock.systemUTC(), new Random(1)),
        new DeliveryLedger(Clock.systemUTC()));
  }

  /** What a site says under {@code diptych.fhir}. */
  Map<String, String> settings(Set<HospitalResource> mayCreate) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", base.toString());
    settings.put("response-timeout", ANSWERS.toString());
    if (!mayCreate.isEmpty()) {
      settings.put(
          "create",
          mayCreate.stream()
              .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(",")));
    }
    return settings;
  }

  /** The results of a reading of a version of the case, not yet delivered. */
  Entry written(Findings findings, int version) {
    Entry ready =
        journal.transact(
            transaction -> {
              transaction.cases().save(Readings.subject(version, Priority.ROUTINE));
              transaction.cases().keep(findings);
              Receipt receipt =
                  transaction.append(
                      EntryDraft.of(
                              EntryKind.FINDINGS_READY,
                              Readings.CASE + "#" + version,
                              Map.of("version", Integer.toString(version)))
                          .forCase(Readings.CASE));
              return transaction.entries().find(receipt.entryId()).orElseThrow();
            });
    writer.write(ready);
    return ready(version);
  }

  Entry ready(int version) {
    String key = Readings.CASE + "#" + version + "#fhir";
    return journal
        .transact(transaction -> transaction.entries().find(EntryKind.RESULTS_READY, key))
        .orElseThrow();
  }

  Case subject() {
    return journal.transact(open -> open.cases().find(Readings.CASE)).orElseThrow();
  }

  /** The patient of the case as a hospital has it. */
  static Patient patient() {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem("urn:oid:2.16.840.1.113883.19.5").setValue("P-100234");
    return patient;
  }

  void hospitalHas(Resource... resources) {
    for (Resource resource : resources) {
      hospitalSends(HTTPVerb.POST, resource.fhirType(), resource);
    }
  }

  void hospitalSends(HTTPVerb method, String url, Resource resource) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    bundle.addEntry().setResource(resource).getRequest().setMethod(method).setUrl(url);
    assertThat(server.transact(bundle)).isInstanceOf(FhirAnswer.Done.class);
  }

  Resource only(String query) {
    return only(Resource.class, query);
  }

  List<Resource> found(String query) {
    return found(Resource.class, query);
  }

  <T extends Resource> T only(Class<T> type, String query) {
    List<T> found = found(type, query);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  <T extends Resource> List<T> found(Class<T> type, String query) {
    FhirAnswer<Bundle> answer = server.search(query);
    assertThat(answer).isInstanceOf(FhirAnswer.Done.class);
    return ((FhirAnswer.Done<Bundle>) answer)
        .value().getEntry().stream()
            .map(BundleEntryComponent::getResource)
            .map(type::cast)
            .toList();
  }
}
