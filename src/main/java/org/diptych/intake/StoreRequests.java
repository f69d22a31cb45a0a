package org.diptych.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.diptych.dicom.DimseStatus;
import org.diptych.dicom.MultipartRelated;
import org.diptych.dicom.ReceivedObject;
import org.diptych.dicom.StoreInstancesResponse;
import org.diptych.dicom.StoredFile;
import org.diptych.dicom.UnreadableDataSet;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.KeptInstance;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps what one STOW-RS request brings, and settles its studies (PS3.18 section 10.5). */
@ApplicationScoped
public class StoreRequests {
  private static final Logger LOG = Logger.getLogger(StoreRequests.class);

  /** The name in place of a calling AE title. */
  static final String SENDER = "STOW-RS";

  private final InstanceIntake intake;
  private final Journal journal;

  @Inject
  StoreRequests(InstanceIntake intake, Journal journal) {
    this.intake = intake;
    this.journal = journal;
  }

  /** Whether no part of a request can be kept now. */
  boolean isFull() {
    return intake.isFull();
  }

  /**
   * Keeps every part, each with an answer of its own.
   *
   * @param only the study that every instance must be of, null for any
   * @throws MultipartRelated.BrokenMultipart when the body breaks off; the parts before it are kept
   *     but their studies are not settled by it
   */
  void keep(MultipartRelated parts, @Nullable Uid only, StoreInstancesResponse response)
      throws IOException {
    Set<String> studies = new TreeSet<>();
    for (Optional<InputStream> part = parts.next(); part.isPresent(); part = parts.next()) {
      InputStream file = part.get();
      keep(file, only, response).ifPresent(study -> studies.add(study.value()));
      file.transferTo(OutputStream.nullOutputStream());
    }
    settle(studies);
  }

  private Optional<Uid> keep(InputStream file, @Nullable Uid only, StoreInstancesResponse response)
      throws IOException {
    ReceivedObject object;
    try {
      object = StoredFile.of(file, SENDER, "DIPTYCH").requiring(only);
    } catch (UnreadableDataSet e) {
      LOG.warnf("part of a store request refused: %s", e.reason());
      response.failed(null, null, e.status());
      return Optional.empty();
    }
    DimseStatus status = intake.keep(object).status();
    Optional<KeptInstance> kept =
        status == DimseStatus.SUCCESS ? find(object.sopInstance()) : Optional.empty();
    if (kept.isEmpty()) {
      response.failed(object.sopClass(), object.sopInstance(), failure(status));
      return Optional.empty();
    }
    Uid study = kept.get().instance().study();
    response.stored(study, kept.get().instance().series(), object.sopClass(), object.sopInstance());
    return Optional.of(study);
  }

  /** Success that cannot be shown to be one is none. */
  private static DimseStatus failure(DimseStatus status) {
    return status == DimseStatus.SUCCESS ? DimseStatus.PROCESSING_FAILURE : status;
  }

  private Optional<KeptInstance> find(Uid sopInstance) {
    try {
      return journal.transact(open -> open.studies().instance(sopInstance));
    } catch (JournalUnavailable e) {
      return Optional.empty();
    }
  }

  /** The request is over: its studies settle now. Without this they settle when they are quiet. */
  private void settle(Set<String> studies) {
    for (String uid : studies) {
      Uid study = new Uid(uid);
      try {
        journal.transact(
            open -> {
              int instances = open.studies().progress(study).orElseThrow().instances();
              StudyAnnouncement ended = new StudyAnnouncement(study, Source.STOW, null, true);
              return open.announcements().keep(ended, SENDER + "#" + instances);
            });
      } catch (JournalUnavailable e) {
        LOG.warnf("the end of a store request was not kept study=%s", study);
      }
    }
  }
}
