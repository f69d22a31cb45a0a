package org.diptych.result;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diptych.fhir.client.TransactionJson;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.KeptReport;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Priority;
import org.diptych.study.ReportKey;
import org.hl7.fhir.r4.model.Bundle;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns a reading into the documents of its destinations. */
@ApplicationScoped
@Named("resultWriter")
public class ResultWriter {
  private static final Logger LOG = Logger.getLogger(ResultWriter.class);
  private static final String FHIR = "fhir";

  private final Journal journal;
  private final ObjectStore objects;
  private final FhirContext context;
  private final ResultBundle bundles;
  private final Superseded superseded;

  @Inject
  public ResultWriter(
      Journal journal, ObjectStore objects, FhirContext context, ResultConfig config) {
    this.journal = journal;
    this.objects = objects;
    this.context = context;
    bundles = new ResultBundle(config);
    superseded = new Superseded(context);
  }

  /** Writes the FHIR transaction of the reading a {@code findings-ready} entry announces. */
  public void write(Entry findingsReady) {
    CaseId id = findingsReady.requireCase();
    int version = Integer.parseInt(findingsReady.get("version"));
    Material material = journal.transact(transaction -> material(transaction, id, version));
    if (material.overtaken()) {
      LOG.infof("reading overtaken case=%s version=%d", id, version);
      return;
    }
    Bundle bundle = bundles.of(material.reading());
    if (material.earlier() != null) {
      superseded.withdraw(open(material.earlier()), bundle);
    }
    String object = keep(bundle);
    EntryDraft draft =
        EntryDraft.of(
                EntryKind.RESULTS_READY,
                key(id, version),
                Map.of("version", Integer.toString(version), "object", object))
            .forCase(id)
            .to(FHIR)
            .with(material.reading().subject().priority());
    boolean stands =
        journal.transact(
            transaction -> {
              if (withdrawn(transaction, id, version)) {
                return false;
              }
              transaction.append(draft);
              return true;
            });
    if (!stands) {
      LOG.infof("reading withdrawn case=%s version=%d", id, version);
      return;
    }
    LOG.infof("results ready case=%s version=%d destination=%s", id, version, FHIR);
  }

  /**
   * Withdraws what earlier versions of a case wrote, as a {@code case-withdrawn} entry says; what
   * was never written needs nothing.
   */
  public void withdraw(Entry caseWithdrawn) {
    CaseId id = caseWithdrawn.requireCase();
    int version = Integer.parseInt(caseWithdrawn.get("version"));
    Optional<String> written = journal.transact(open -> earlier(open, id, version));
    if (written.isEmpty()) {
      return;
    }
    Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    superseded.withdraw(open(written.get()), bundle);
    append(id, version, key(id, version), keep(bundle));
    LOG.infof("results withdrawn case=%s version=%d", id, version);
  }

  /** Writes the latest results of a case again, for the patient that its patient is now. */
  public void rekey(Entry subjectChanged) {
    CaseId id = subjectChanged.requireCase();
    int latest = Integer.parseInt(subjectChanged.get("version"));
    for (int version = latest; version > 0; version--) {
      int each = version;
      Optional<Entry> written =
          journal.transact(open -> open.entries().find(EntryKind.RESULTS_READY, key(id, each)));
      if (written.isPresent()) {
        rekey(id, version, subjectChanged.id());
        return;
      }
    }
  }

  private void rekey(CaseId id, int version, long change) {
    if (journal.transact(open -> open.cases().findings(id, version)).isEmpty()) {
      // The latest that was written is a withdrawal.
      return;
    }
    Material material = journal.transact(open -> material(open, id, version));
    Bundle bundle = bundles.of(material.reading());
    if (material.earlier() != null) {
      superseded.withdraw(open(material.earlier()), bundle);
    }
    append(id, version, key(id, version) + "#" + change, keep(bundle));
    LOG.infof("results rekeyed case=%s version=%d", id, version);
  }

  private void append(CaseId id, int version, String key, String object) {
    EntryDraft draft =
        EntryDraft.of(
                EntryKind.RESULTS_READY,
                key,
                Map.of("version", Integer.toString(version), "object", object))
            .forCase(id)
            .to(FHIR);
    journal.transact(
        open ->
            open.append(
                draft.with(open.cases().find(id).map(Case::priority).orElse(Priority.ROUTINE))));
  }

  /** Whether the case was withdrawn after this version of it. */
  private static boolean withdrawn(Transaction transaction, CaseId id, int version) {
    int latest = transaction.cases().find(id).map(Case::version).orElse(version);
    return IntStream.rangeClosed(version + 1, latest)
        .anyMatch(
            later ->
                transaction.entries().find(EntryKind.CASE_WITHDRAWN, id + "#" + later).isPresent());
  }

  /**
   * What a reading is written from.
   *
   * @param overtaken whether a newer reading of the case is there, which will be written instead
   * @param earlier object key of the transaction of the version before, or null
   */
  private record Material(Reading reading, boolean overtaken, @Nullable String earlier) {}

  private static Material material(Transaction transaction, CaseId id, int version) {
    Case known = transaction.cases().find(id).orElseThrow(() -> missing("case", id));
    Case subject = asRead(transaction, known, version);
    Findings findings =
        transaction.cases().findings(id, version).orElseThrow(() -> missing("reading", id));
    boolean overtaken =
        known.version() > version && transaction.cases().findings(id, known.version()).isPresent();
    return new Material(
        reading(transaction, subject, findings),
        overtaken,
        earlier(transaction, id, version).orElse(null));
  }

  /** The case with the report that this version of it was read with. */
  private static Case asRead(Transaction transaction, Case known, int version) {
    Optional<Entry> ready =
        transaction.entries().find(EntryKind.CASE_READY, known.id() + "#" + version);
    if (known.version() == version || ready.isEmpty()) {
      return known;
    }
    return new Case(
        known.id(),
        version,
        known.study(),
        known.settled(),
        new ReportKey(ready.get().get("report")),
        Integer.parseInt(ready.get().get("reportVersion")),
        known.state(),
        known.reason(),
        known.priority(),
        known.opened(),
        known.changed());
  }

  private static Reading reading(Transaction transaction, Case subject, Findings findings) {
    ImagingStudy study =
        Optional.ofNullable(subject.study()).flatMap(transaction.studies()::find).orElse(null);
    List<KeptInstance> instances =
        subject.study() == null ? List.of() : transaction.studies().instances(subject.study());
    return new Reading(subject, findings, study, instances, report(transaction, subject));
  }

  /** The version of the report that was read, which need not be the latest. */
  private static @Nullable KeptReport report(Transaction transaction, Case subject) {
    ReportKey key = subject.report();
    if (key == null) {
      return null;
    }
    return transaction.reports().versions(key).stream()
        .filter(kept -> kept.version() == subject.reportVersion())
        .findFirst()
        .or(() -> transaction.reports().latest(key))
        .orElse(null);
  }

  /** The nearest version before this one that was written; it carries what came before it. */
  private static Optional<String> earlier(Transaction transaction, CaseId id, int version) {
    for (int before = version - 1; before > 0; before--) {
      Optional<Entry> entry = transaction.entries().find(EntryKind.RESULTS_READY, key(id, before));
      if (entry.isPresent()) {
        return Optional.of(entry.get().get("object"));
      }
    }
    return Optional.empty();
  }

  private static String key(CaseId id, int version) {
    return id + "#" + version + "#" + FHIR;
  }

  private String keep(Bundle bundle) {
    byte[] json = TransactionJson.write(context, bundle);
    try {
      return objects.keep(out -> out.write(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the transaction was not kept", e);
    }
  }

  private Bundle open(String object) {
    try (InputStream in = objects.open(object)) {
      return TransactionJson.read(context, in);
    } catch (IOException e) {
      throw new UncheckedIOException("the earlier transaction is not there", e);
    }
  }

  private static IllegalStateException missing(String what, CaseId id) {
    return new IllegalStateException("no " + what + " for " + id);
  }
}
