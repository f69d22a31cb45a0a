package org.diptych.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.diptych.dicom.DimseStatus;
import org.diptych.dicom.StudyNotice;
import org.diptych.dicom.StudyNotice.StepState;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.Receipt;
import org.diptych.journal.Transaction;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps what procedure steps and availability notifications announce of studies. */
@ApplicationScoped
@Named("studyNotices")
public class StudyNotices {
  private static final Logger LOG = Logger.getLogger(StudyNotices.class);

  private final Journal journal;

  @Inject
  public StudyNotices(Journal journal) {
    this.journal = journal;
  }

  /** Keeps the notice as announcements of the studies it concerns. */
  public NoticeOutcome keep(StudyNotice notice) {
    try {
      return journal.transact(open -> keep(open, notice));
    } catch (JournalUnavailable e) {
      LOG.errorf("notice not kept sop=%s: the journal is not available", notice.sopInstance());
      return new NoticeOutcome.Refused(DimseStatus.PROCESSING_FAILURE);
    }
  }

  private static NoticeOutcome keep(Transaction open, StudyNotice notice) {
    Source source =
        notice.kind() == StudyNotice.Kind.AVAILABLE ? Source.INSTANCE_AVAILABILITY : Source.MPPS;
    List<StudyAnnouncement> before =
        open.announcements().ofOrigin(source, notice.sopInstance().value());
    if (notice.kind() == StudyNotice.Kind.STEP_CHANGED) {
      return change(open, notice, before);
    }
    if (!before.isEmpty()) {
      return new NoticeOutcome.Refused(DimseStatus.DUPLICATE_SOP_INSTANCE);
    }
    boolean complete = notice.kind() == StudyNotice.Kind.AVAILABLE;
    List<Receipt> receipts = new ArrayList<>();
    for (Uid study : notice.studies()) {
      Integer expected = share(notice.instances(), notice.studies().size());
      receipts.add(
          open.announcements()
              .keep(
                  new StudyAnnouncement(study, source, expected, complete),
                  notice.sopInstance().value()));
    }
    return new NoticeOutcome.Kept(receipts);
  }

  /** A step that has ended may not change (PS3.4 section F.7.2.2.2). */
  private static NoticeOutcome change(
      Transaction open, StudyNotice notice, List<StudyAnnouncement> before) {
    if (before.isEmpty()) {
      return new NoticeOutcome.Refused(DimseStatus.NO_SUCH_SOP_INSTANCE);
    }
    if (before.stream().anyMatch(StudyAnnouncement::complete)) {
      return new NoticeOutcome.Refused(DimseStatus.MAY_NO_LONGER_BE_UPDATED);
    }
    StepState state = notice.state();
    boolean ended = state != null && state.isFinal();
    List<Receipt> receipts = new ArrayList<>();
    for (StudyAnnouncement said : before) {
      Integer listed = share(notice.instances(), before.size());
      Integer expected = listed == null ? said.expectedInstances() : listed;
      receipts.add(
          open.announcements()
              .keep(
                  new StudyAnnouncement(said.study(), Source.MPPS, expected, ended),
                  notice.sopInstance().value()));
    }
    return new NoticeOutcome.Kept(receipts);
  }

  /** Of a step for several studies nobody knows which instance is of which. */
  private static @Nullable Integer share(@Nullable Integer instances, int studies) {
    return studies == 1 ? instances : null;
  }
}
