package org.diptych.pairing;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.client.TransactionJson;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.ObjectStore;
import org.diptych.result.ResultConfig;
import org.diptych.result.ResultWriter;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.ModelIdentity;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.Bundle;

/**
 * The stages after pairing: a reading that follows from study and report text alone, the engine's
 * own result writer, and a server that keeps what it is sent.
 */
final class ReadingRoom {
  private static final FhirContext R4 = FhirR4.lenient();
  private static final Instant READ = Instant.parse("2026-03-01T12:00:00Z");

  private final Journal journal;
  private final ObjectStore objects;
  private final ResultWriter writer;
  private final Clock clock;

  ReadingRoom(Journal journal, Path data, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    try {
      this.objects = new ObjectStore(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.writer = new ResultWriter(journal, objects, R4, config());
  }

  void work(Entry entry) {
    switch (entry.kind()) {
      case CASE_READY -> read(entry);
      case FINDINGS_READY -> writer.write(entry);
      case CASE_WITHDRAWN -> writer.withdraw(entry);
      case SUBJECT_CHANGED -> writer.rekey(entry);
      case RESULTS_READY -> deliver(entry);
      default -> {}
    }
  }

  private void read(Entry ready) {
    int version = Integer.parseInt(ready.get("version"));
    journal.transact(
        open -> {
          Optional<Case> subject =
              open.cases().lock(ready.requireCase()).filter(found -> found.version() == version);
          if (subject.isEmpty()) {
            return false;
          }
          Case found = subject.get();
          String text =
              open.reports().versions(found.report()).stream()
                  .filter(kept -> kept.version() == found.reportVersion())
                  .findFirst()
                  .orElseThrow()
                  .report()
                  .text();
          open.cases().keep(findings(found, text));
          if (found.state() == CaseState.READY) {
            open.cases().save(found.in(CaseState.READ, found.reason(), clock.instant()));
          }
          open.append(
              EntryDraft.of(
                      EntryKind.FINDINGS_READY,
                      found.id() + "#" + version,
                      Map.of("version", Integer.toString(version)))
                  .forCase(found.id()));
          return true;
        });
  }

  private static Findings findings(Case subject, String text) {
    double likely = (Math.abs((subject.study() + text).hashCode()) % 1000) / 1000.0;
    return new Findings(
        subject.id(),
        subject.version(),
        new ModelIdentity("chest-xr", "1.0.0", "Chest"),
        new Uid(subject.study() + ".1"),
        List.of(
            new Finding(
                List.of(new CodedText("60046008", "http://snomed.info/sct", "Pleural effusion")),
                likely,
                likely,
                likely,
                1,
                likely > 0.5,
                null)),
        text,
        List.of(),
        null,
        null,
        null,
        READ);
  }

  private void deliver(Entry results) {
    journal.transact(
        open -> {
          open.append(
              EntryDraft.of(EntryKind.DELIVERED, results.key(), Map.of())
                  .forCase(results.requireCase())
                  .to(results.destination()));
          open.cases()
              .lock(results.requireCase())
              .filter(found -> found.state() == CaseState.READ)
              .filter(found -> results.get("version").equals("" + found.version()))
              .ifPresent(
                  found ->
                      open.cases()
                          .save(found.in(CaseState.DELIVERED, found.reason(), clock.instant())));
          return results;
        });
  }

  /** What the server holds when every transaction was brought to it in the order of writing. */
  Resources resources() {
    Resources held = new Resources(R4);
    List<Entry> written =
        journal.transact(
            open -> {
              List<Entry> found = new ArrayList<>();
              long misses = 0;
              for (long id = 1; misses < 200; id++) {
                Optional<Entry> entry = open.entries().find(id);
                misses = entry.isPresent() ? 0 : misses + 1;
                entry.filter(e -> e.kind() == EntryKind.RESULTS_READY).ifPresent(found::add);
              }
              return found;
            });
    written.forEach(entry -> held.take(open(entry.get("object"))));
    return held;
  }

  private Bundle open(String object) {
    try (InputStream in = objects.open(object)) {
      return TransactionJson.read(R4, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResultConfig config() {
    return new ResultConfig() {
      @Override
      public String patientIdentifierSystem() {
        return "urn:diptych:patient-id";
      }

      @Override
      public String accessionIdentifierSystem() {
        return "urn:diptych:accession-number";
      }

      @Override
      public String orderIdentifierSystem() {
        return "urn:diptych:placer-order-number";
      }

      @Override
      public Map<String, String> issuers() {
        return Map.of();
      }

      @Override
      public Optional<String> zone() {
        return Optional.of("UTC");
      }
    };
  }
}
