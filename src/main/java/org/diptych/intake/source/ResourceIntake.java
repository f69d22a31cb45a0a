package org.diptych.intake.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.diptych.fhir.source.Fetched;
import org.diptych.fhir.source.SourceContent;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.Messages;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Transaction;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.jboss.logging.Logger;

/** Fetches a resource that its server announced, and keeps what it says. */
@ApplicationScoped
@Named("resourceIntake")
public class ResourceIntake {
  private static final Logger LOG = Logger.getLogger(ResourceIntake.class);
  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;

  private final Journal journal;
  private final ObjectStore objects;
  private final Sources sources;
  private final ImageFetch images;

  @Inject
  public ResourceIntake(Journal journal, ObjectStore objects, Sources sources, ImageFetch images) {
    this.journal = journal;
    this.objects = objects;
    this.sources = sources;
    this.images = images;
  }

  /**
   * Fetches the resource of a {@code resource-announced} entry.
   *
   * @throws SourceUnavailable when it is to be had later
   */
  public void fetch(Entry announced) {
    org.diptych.intake.source.Source source =
        sources
            .find(announced.get("source"))
            .orElseThrow(() -> new SourceUnavailable("a source that is not configured", 0));
    Fetched fetched = source.server().fetch(announced.get("place"));
    if (fetched instanceof Fetched.Unavailable unavailable) {
      throw new SourceUnavailable(
          "source " + source.name(), unavailable.status(), unavailable.notBefore());
    }
    if (fetched instanceof Fetched.Lost lost) {
      lost(announced, lost.status());
      return;
    }
    keep(announced, source.name(), (Fetched.Found) fetched);
  }

  /** What was deleted meanwhile says nothing any more; what is refused a person must look at. */
  private void lost(Entry announced, int status) {
    if (status == GONE || status == NOT_FOUND) {
      LOG.infof("resource is gone entry=%d", announced.id());
      return;
    }
    String reason = "its FHIR server refused to show the resource with HTTP " + status;
    journal.transact(
        open ->
            open.append(
                EntryDraft.of(
                    EntryKind.SET_ASIDE,
                    "entry#" + announced.id(),
                    Map.of(
                        "reason", reason,
                        "entry", Long.toString(announced.id()),
                        "kind", announced.kind().wireName()))));
  }

  private void keep(Entry announced, String source, Fetched.Found found) {
    SourceContent content = found.content();
    if (content instanceof SourceContent.Nothing nothing) {
      LOG.infof("nothing to keep entry=%d: %s", announced.id(), nothing.reason());
      return;
    }
    if (content instanceof SourceContent.Study study) {
      study(announced, source, study);
      return;
    }
    String file = found.json().length > Messages.LONGEST ? stored(found.json()) : "";
    journal.transactTogether(
        open -> {
          String object = file.isEmpty() ? open.messages().keep(found.json()) : file;
          keep(open, "fhir " + source, content, object);
          return 0;
        });
    LOG.infof("resource kept entry=%d", announced.id());
  }

  private String stored(byte[] json) {
    try {
      return objects.keep(out -> out.write(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the object store did not take it", e);
    }
  }

  private static void keep(Transaction open, String sender, SourceContent content, String object) {
    if (content instanceof SourceContent.Report report) {
      open.reports().keep(report.report(), sender, object);
    } else if (content instanceof SourceContent.Ordered ordered) {
      open.orders().keep(ordered.order(), sender, object);
    } else if (content instanceof SourceContent.Patients patients) {
      new PatientIntake(open, sender, object).keep(patients);
    }
  }

  /** What the server says of the study counts at once; its images may take long. */
  private void study(Entry announced, String source, SourceContent.Study study) {
    String origin = source + " " + announced.get("place");
    Integer expected = study.instances();
    if (expected != null) {
      announce(
          new StudyAnnouncement(study.study(), Source.FHIR_IMAGING_STUDY, expected, false), origin);
    }
    boolean whole = images.fetch(study);
    if (whole) {
      announce(
          new StudyAnnouncement(study.study(), Source.FHIR_IMAGING_STUDY, expected, true), origin);
    }
    LOG.infof("study announced entry=%d", announced.id());
  }

  private void announce(StudyAnnouncement said, String origin) {
    journal.transact(open -> open.announcements().keep(said, origin));
  }
}
