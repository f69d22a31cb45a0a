package org.diptych.study;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A clinical report, or one version of it, as a message brought it.
 *
 * @param text the whole narrative, lines separated by {@code \n}
 * @param study the study instance UID when the message names it
 * @param controlId MSH-10 of the message
 * @param issued when the sender gave the report this status and text (OBR-22, else MSH-7), which
 *     orders versions that arrive out of order
 * @param addendum whether the text supplements what was said before instead of replacing it
 * @param others further studies that the report describes
 * @param author who interpreted the images, by name, or null
 */
public record RadiologyReport(
    ReportKey key,
    ReportStatus status,
    String text,
    @Nullable Uid study,
    @Nullable AccessionNumber accession,
    @Nullable PatientIdentity patient,
    @Nullable String placerOrderNumber,
    @Nullable String fillerOrderNumber,
    @Nullable CodedText procedure,
    @Nullable LocalDateTime observedAt,
    Priority priority,
    String controlId,
    @Nullable LocalDateTime issued,
    boolean addendum,
    List<StudyLink> others,
    @Nullable String author) {
  public RadiologyReport {
    others = List.copyOf(others);
  }

  /** A whole report of one study, without the time at which it was issued. */
  public RadiologyReport(
      ReportKey key,
      ReportStatus status,
      String text,
      @Nullable Uid study,
      @Nullable AccessionNumber accession,
      @Nullable PatientIdentity patient,
      @Nullable String placerOrderNumber,
      @Nullable String fillerOrderNumber,
      @Nullable CodedText procedure,
      @Nullable LocalDateTime observedAt,
      Priority priority,
      String controlId) {
    this(
        key,
        status,
        text,
        study,
        accession,
        patient,
        placerOrderNumber,
        fillerOrderNumber,
        procedure,
        observedAt,
        priority,
        controlId,
        null,
        false,
        List.of(),
        null);
  }

  /** Every study that the report names in one way or the other, its own first. */
  public List<StudyLink> links() {
    Stream<StudyLink> own =
        study == null && accession == null
            ? Stream.empty()
            : Stream.of(new StudyLink(study, accession));
    return Stream.concat(own, others.stream()).distinct().toList();
  }

  /** The same report of the patient under another identity. */
  public RadiologyReport of(@Nullable PatientIdentity identity) {
    return new RadiologyReport(
        key,
        status,
        text,
        study,
        accession,
        identity,
        placerOrderNumber,
        fillerOrderNumber,
        procedure,
        observedAt,
        priority,
        controlId,
        issued,
        addendum,
        others,
        author);
  }

  /** Keys only: no patient data. */
  @Override
  public String toString() {
    return "RadiologyReport[status=" + status + "]";
  }
}
