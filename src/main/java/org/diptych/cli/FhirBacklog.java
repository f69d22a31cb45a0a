package org.diptych.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.Transaction;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;

/** Copies of the first case of a run, read and not yet written, so that only delivery is work. */
final class FhirBacklog {
  private final Journal journal;
  private final BenchCases cases;

  FhirBacklog(JournalDatabase database, BenchCases cases) {
    this.journal = new Journal(database, Clock.systemUTC());
    this.cases = cases;
  }

  /** Adds the cases with these numbers; their findings become work at the instant. */
  void add(int from, int to, Instant due) {
    for (int number = from; number < to; number++) {
      int each = number;
      journal.transact(open -> add(open, each, due));
    }
  }

  private Case add(Transaction open, int number, Instant due) {
    CaseId id = cases.id(number);
    Case first = open.cases().find(cases.id(0)).orElseThrow();
    Uid firstStudy = new Uid(cases.study(0));
    Uid study = new Uid(cases.study(number));
    KeptInstance instance = of(open.studies().instances(firstStudy).get(0), study);
    open.studies().keep(instance, of(open.studies().find(firstStudy).orElseThrow(), study, number));
    Case copy =
        new Case(
            id,
            first.version(),
            study,
            1,
            first.report(),
            first.reportVersion(),
            CaseState.READ,
            first.reason(),
            first.priority(),
            first.opened(),
            open.now());
    open.cases().save(copy);
    open.cases()
        .keep(
            of(
                open.cases().findings(first.id(), first.version()).orElseThrow(),
                id,
                instance.instance().uid()));
    String version = Integer.toString(copy.version());
    open.append(
        EntryDraft.of(
                EntryKind.FINDINGS_READY,
                id + "#" + version,
                Map.of("version", version, "modelMillis", "0"))
            .forCase(id)
            .dueAt(due));
    return copy;
  }

  private ImagingStudy of(ImagingStudy first, Uid study, int number) {
    String accession = cases.accession(number);
    return new ImagingStudy(
        study,
        new AccessionNumber(accession, null),
        new PatientIdentity(new PatientId(accession + "-PAT", "DEMO"), "Bench^Copy", null, null),
        first.modality(),
        first.bodyPart(),
        first.started(),
        first.description(),
        first.priority());
  }

  private static KeptInstance of(KeptInstance first, Uid study) {
    SopInstance image = first.instance();
    SopInstance copy =
        new SopInstance(
            new Uid(study + ".1.1"),
            image.sopClass(),
            image.transferSyntax(),
            new Uid(study + ".1"),
            study,
            image.modality(),
            image.bodyPart(),
            image.viewPosition(),
            image.instanceNumber(),
            image.imageType(),
            image.rows(),
            image.columns());
    return new KeptInstance(
        copy,
        first.object(),
        first.datasetDigest(),
        first.bytes(),
        first.callingAeTitle(),
        first.receivedAt());
  }

  private static Findings of(Findings first, CaseId id, Uid image) {
    return new Findings(
        id,
        first.version(),
        first.model(),
        image,
        first.findings(),
        first.description(),
        first.attention(),
        first.abstained(),
        first.preview(),
        first.overlay(),
        first.readAt());
  }
}
