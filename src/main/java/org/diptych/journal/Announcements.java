package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.CaseId;
import org.diptych.study.Expectation;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;

/** The register of what was said of a study's instances; nothing said is ever replaced. */
public final class Announcements {
  private final Transaction transaction;
  private final Sql sql;

  Announcements(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /**
   * Keeps what was said and appends {@code study-announced}. An origin that repeats itself is not
   * fresh and changes nothing.
   *
   * @param origin what was said by this origin before holds no longer: the SOP instance UID of a
   *     procedure step, the id of a resource, the entry that ended a store request
   */
  public Receipt keep(StudyAnnouncement said, String origin) {
    List<Kept> before =
        sql.list(
            "select * from study_announcements where study = ? and source = ? and origin = ?"
                + " order by id",
            Announcements::read,
            said.study().value(),
            said.source().name(),
            origin);
    Optional<Kept> newest =
        before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
    boolean repeated = newest.filter(kept -> kept.said().equals(said)).isPresent();
    int number = repeated ? before.size() : before.size() + 1;
    Receipt receipt = transaction.append(draft(said, origin, number));
    if (receipt.fresh()) {
      insert(said, origin, receipt.entryId());
      transaction.studies().expect(said.study(), expected(said.study()).instances());
    }
    return receipt;
  }

  private EntryDraft draft(StudyAnnouncement said, String origin, int number) {
    Map<String, String> payload = new LinkedHashMap<>();
    payload.put("study", said.study().value());
    payload.put("source", said.source().name());
    payload.put("origin", origin);
    payload.put("complete", Boolean.toString(said.complete()));
    if (said.expectedInstances() != null) {
      payload.put("expected", said.expectedInstances().toString());
    }
    EntryDraft draft =
        EntryDraft.of(
                EntryKind.STUDY_ANNOUNCED,
                said.study().value() + "#" + said.source() + "#" + origin + "#" + number,
                payload)
            .forCase(CaseId.of(said.study()));
    return transaction
        .studies()
        .find(said.study())
        .map(study -> draft.with(study.priority()))
        .orElse(draft);
  }

  private void insert(StudyAnnouncement said, String origin, long entry) {
    sql.update(
        "insert into study_announcements (study, source, origin, expected, is_complete, entry_id)"
            + " values (?, ?, ?, ?, ?, ?)",
        said.study().value(),
        said.source().name(),
        origin,
        said.expectedInstances(),
        said.complete(),
        entry);
  }

  /** What holds of the study: the newest of each source and origin. */
  public List<StudyAnnouncement> inForce(Uid study) {
    Map<String, StudyAnnouncement> newest = new LinkedHashMap<>();
    sql.list(
            "select * from study_announcements where study = ? order by id",
            Announcements::read,
            study.value())
        .forEach(kept -> newest.put(kept.said().source() + "#" + kept.origin(), kept.said()));
    return List.copyOf(newest.values());
  }

  /** The newest that the origin said, one of each study. */
  public List<StudyAnnouncement> ofOrigin(Source source, String origin) {
    Map<Uid, StudyAnnouncement> newest = new LinkedHashMap<>();
    sql.list(
            "select * from study_announcements where origin = ? and source = ? order by id",
            Announcements::read,
            origin,
            source.name())
        .forEach(kept -> newest.put(kept.said().study(), kept.said()));
    return List.copyOf(newest.values());
  }

  /** What everything that holds says together. */
  public Expectation expected(Uid study) {
    return Expectation.of(inForce(study));
  }

  private static Kept read(ResultSet rows) throws SQLException {
    return new Kept(
        new StudyAnnouncement(
            new Uid(rows.getString("study")),
            Source.valueOf(rows.getString("source")),
            rows.getObject("expected", Integer.class),
            rows.getBoolean("is_complete")),
        rows.getString("origin"));
  }

  private record Kept(StudyAnnouncement said, String origin) {}
}
