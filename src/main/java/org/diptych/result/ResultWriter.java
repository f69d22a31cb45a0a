package org.diptych.result;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.diptych.fhir.client.TransactionJson;
import org.diptych.fhir.validation.ResourceValidator;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Receipt;
import org.diptych.journal.Transaction;
import org.diptych.result.ReadingSource.Material;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ModelCards;
import org.diptych.study.Priority;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns a reading into the documents of its destinations. */
@ApplicationScoped
@Named("resultWriter")
public class ResultWriter {
  private static final Logger LOG = Logger.getLogger(ResultWriter.class);
  static final String FHIR = "fhir";

  private final Journal journal;
  private final ObjectStore objects;
  private final FhirContext context;
  private final ModelCards cards;
  private final ResultConfig config;
  private final ResultBundle bundles;
  private final Superseded superseded;
  private final Validity validity;

  @Inject
  public ResultWriter(
      Journal journal,
      ObjectStore objects,
      FhirContext context,
      ResultConfig config,
      ModelCards cards,
      ResourceValidator validator) {
    this.journal = journal;
    this.objects = objects;
    this.context = context;
    this.config = config;
    this.cards = cards;
    bundles = new ResultBundle(config);
    superseded = new Superseded(context);
    validity = new Validity(validator);
  }

  /** Writes the FHIR transaction of the reading a {@code findings-ready} entry announces. */
  public void write(Entry findingsReady) {
    CaseId id = findingsReady.requireCase();
    int version = Integer.parseInt(findingsReady.get("version"));
    Material material = journal.transact(open -> ReadingSource.material(open, id, version));
    if (material.overtaken()) {
      LOG.infof("reading overtaken case=%s version=%d", id, version);
      return;
    }
    Bundle bundle = bundle(material, findingsReady.recordedAt());
    Optional<String> invalid = validity.objection(bundle);
    String object = invalid.isPresent() ? "" : keep(bundle);
    boolean stands =
        journal.transact(
            open -> {
              if (ReadingSource.withdrawn(open, id, version)) {
                return false;
              }
              if (invalid.isPresent()) {
                setAside(open, findingsReady, invalid.get());
              } else {
                append(open, id, version, ReadingSource.key(id, version), object);
              }
              return true;
            });
    LOG.infof(
        "results %s case=%s version=%d",
        !stands ? "withdrawn" : invalid.isPresent() ? "invalid" : "ready", id, version);
  }

  /**
   * Withdraws what earlier versions of a case wrote, as a {@code case-withdrawn} entry says; what
   * was never written needs nothing.
   */
  public void withdraw(Entry caseWithdrawn) {
    CaseId id = caseWithdrawn.requireCase();
    int version = Integer.parseInt(caseWithdrawn.get("version"));
    Optional<String> written = journal.transact(open -> ReadingSource.earlier(open, id, version));
    if (written.isEmpty()) {
      return;
    }
    Bundle bundle =
        retraction(written.get(), caseWithdrawn.get("reason"), caseWithdrawn.recordedAt());
    post(caseWithdrawn, version, ReadingSource.key(id, version), bundle);
    LOG.infof("results withdrawn case=%s version=%d", id, version);
  }

  /** Writes the latest results of a case again, for the patient that its patient is now. */
  public void rekey(Entry subjectChanged) {
    CaseId id = subjectChanged.requireCase();
    int latest = Integer.parseInt(subjectChanged.get("version"));
    Optional<Material> written =
        journal.transact(
            open ->
                ReadingSource.latestWritten(open, id, latest)
                    // Where the latest that was written is a withdrawal there is nothing to say.
                    .filter(version -> open.cases().findings(id, version).isPresent())
                    .map(version -> ReadingSource.material(open, id, version)));
    written.ifPresent(material -> rekey(subjectChanged, material));
  }

  private void rekey(Entry subjectChanged, Material material) {
    CaseId id = subjectChanged.requireCase();
    int version = material.reading().findings().version();
    Bundle bundle = bundle(material, subjectChanged.recordedAt());
    post(
        subjectChanged,
        version,
        ReadingSource.key(id, version) + "#" + subjectChanged.id(),
        bundle);
    LOG.infof("results rekeyed case=%s version=%d", id, version);
  }

  private void post(Entry cause, int version, String key, Bundle bundle) {
    Optional<String> invalid = validity.objection(bundle);
    String object = invalid.isPresent() ? "" : keep(bundle);
    journal.transact(
        open -> {
          if (invalid.isPresent()) {
            setAside(open, cause, invalid.get());
          } else {
            append(open, cause.requireCase(), version, key, object);
          }
          return invalid;
        });
  }

  private Bundle bundle(Material material, Instant at) {
    String earlier = material.earlier();
    if (earlier != null
        && material.draftEnds()
        && config.afterFinal() == ResultConfig.AfterFinal.WITHDRAW) {
      return retraction(earlier, "the report is final", at);
    }
    Reading reading = material.reading();
    Bundle bundle = bundles.of(reading.with(card(reading), pictures(reading)));
    if (earlier != null) {
      superseded.withdraw(open(earlier), bundle);
    }
    return bundle;
  }

  private Bundle retraction(String object, String reason, Instant at) {
    Bundle earlier = open(object);
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    superseded.retract(earlier, bundle);
    new Retraction(reason, at).explain(earlier, bundle);
    return bundle;
  }

  private @Nullable String card(Reading reading) {
    return cards.card(reading.findings().model()).orElse(null);
  }

  private @Nullable ReadingPictures pictures(Reading reading) {
    try {
      return ReadingPictures.of(reading.findings(), objects);
    } catch (IOException e) {
      throw new UncheckedIOException("the pictures of the reading are not there", e);
    }
  }

  private static Receipt append(
      Transaction open, CaseId id, int version, String key, String object) {
    return open.append(
        EntryDraft.of(
                EntryKind.RESULTS_READY,
                key,
                Map.of("version", Integer.toString(version), "object", object))
            .forCase(id)
            .to(FHIR)
            .with(open.cases().find(id).map(Case::priority).orElse(Priority.ROUTINE)));
  }

  /** Named and described as the journal does when it gives up, so that one page shows both. */
  private static void setAside(Transaction open, Entry entry, String reason) {
    Optional<Case> subject = open.cases().lock(entry.requireCase());
    subject.ifPresent(
        found -> open.cases().save(found.in(CaseState.SET_ASIDE, reason, open.now())));
    open.append(
        EntryDraft.of(
                EntryKind.SET_ASIDE,
                "entry#" + entry.id(),
                Map.of(
                    "reason", reason,
                    "entry", Long.toString(entry.id()),
                    "kind", entry.kind().wireName()))
            .forCase(entry.requireCase())
            .with(subject.map(Case::priority).orElse(Priority.ROUTINE)));
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
}
