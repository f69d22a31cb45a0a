package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.diptych.fhir.FhirR4;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.EntryWorkers;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Receipt;
import org.diptych.journal.WorkOrder;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A case in a real journal, its results, and the delivery of them. */
abstract class DeliveryFixture {
  static final FhirContext R4 = FhirR4.lenient();
  static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  static final Uid STUDY = new Uid("1.2.3");
  static final CaseId CASE = CaseId.of(STUDY);
  static final String REFUSAL =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
          + "\"code\":\"required\",\"diagnostics\":\"Canaryname is not valid\"}]}";

  @TempDir Path data;
  JournalDatabase database;
  Journal journal;
  ObjectStore objects;

  @BeforeEach
  void open() throws IOException {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    objects = new ObjectStore(data);
    saveCase(1, CaseState.READ);
  }

  @AfterEach
  void close() {
    database.close();
  }

  void saveCase(int version, CaseState state) {
    Case subject =
        new Case(
            CASE, version, STUDY, 1, null, 0, state, "accession number", Priority.STAT, NOW, NOW);
    journal.transact(
        transaction -> {
          transaction.cases().save(subject);
          return subject;
        });
  }

  Entry resultsReady(int version, String destination) {
    String object;
    try {
      byte[] json =
          R4.newJsonParser()
              .encodeResourceToString(results(version))
              .getBytes(StandardCharsets.UTF_8);
      object = objects.keep(out -> out.write(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    EntryDraft draft =
        EntryDraft.of(
                EntryKind.RESULTS_READY,
                CASE + "#" + version + "#" + destination,
                Map.of("version", Integer.toString(version), "object", object))
            .forCase(CASE)
            .to(destination);
    return journal.transact(
        transaction -> {
          Receipt receipt = transaction.append(draft);
          return transaction.entries().find(receipt.entryId()).orElseThrow();
        });
  }

  static Bundle results(int version) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    Patient patient = new Patient();
    patient.addName().setFamily("Canaryname");
    bundle
        .addEntry()
        .setResource(patient)
        .getRequest()
        .setMethod(HTTPVerb.POST)
        .setUrl("Patient")
        .setIfNoneExist("identifier=a%7Cb");
    Observation observation = new Observation();
    observation.addIdentifier().setSystem("urn:diptych:result").setValue("d");
    observation.addNote().setText("version " + version);
    bundle
        .addEntry()
        .setResource(observation)
        .getRequest()
        .setMethod(HTTPVerb.PUT)
        .setUrl("Observation?identifier=urn%3Adiptych%3Aresult%7Cd");
    return bundle;
  }

  FhirDelivery delivery(URI base) {
    return delivery(Destinations.at(base));
  }

  FhirDelivery delivery(FhirDestinationConfig config) {
    return delivery(new FhirDestination(R4, config, Clock.systemUTC(), new Random(1)));
  }

  FhirDelivery delivery(FhirDestination destination) {
    return new FhirDelivery(
        journal, objects, R4, destination, new DeliveryLedger(Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  EntryWorkers working(URI base) {
    return working(delivery(base));
  }

  EntryWorkers working(FhirDelivery delivery) {
    WorkOrder order =
        new WorkOrder(
            EntryKind.RESULTS_READY, "fhir", 1, 100, Duration.ofMillis(20), Duration.ofMillis(50));
    return journal.workers(order, delivery::deliver);
  }

  Optional<Entry> find(EntryKind kind, String key) {
    return journal.transact(transaction -> transaction.entries().find(kind, key));
  }

  long count(EntryKind kind) {
    return journal.transact(transaction -> transaction.entries().counts()).get(kind.wireName());
  }

  Case subject() {
    return journal.transact(transaction -> transaction.cases().find(CASE)).orElseThrow();
  }
}
