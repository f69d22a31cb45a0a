package org.diptych.journal;

import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An open transaction: entries, registers, and the work that entries make, all or nothing. */
public final class Transaction {
  private final Sql sql;
  private final DueWork work;
  private final Clock clock;
  private final Entries entries;
  private final Studies studies;
  private final Reports reports;
  private final Cases cases;
  private final Orders orders;
  private final Patients patients;
  private final Choices choices;
  private final Announcements announcements;
  private final Messages messages;
  private final Retention retention;
  private final SourceSubscriptions subscriptions;

  Transaction(Connection connection, JournalDatabase database, Clock clock) {
    this.sql = new Sql(connection);
    this.work = new DueWork(connection, sql, database.dialect());
    this.clock = clock;
    this.entries = new Entries(sql, work, clock);
    this.studies = new Studies(this, sql);
    this.reports = new Reports(this, sql);
    this.cases = new Cases(this, sql);
    this.orders = new Orders(this, sql);
    this.patients = new Patients(this, sql);
    this.choices = new Choices(this, sql);
    this.announcements = new Announcements(this, sql);
    this.messages = new Messages(this, sql);
    this.retention = new Retention(this, sql);
    this.subscriptions = new SourceSubscriptions(this, sql);
  }

  /** Appends an entry and, where its kind makes work, the work. Idempotent by kind and key. */
  public Receipt append(EntryDraft draft) {
    return append(draft, draft.payload().get("report"));
  }

  /** As {@link #append(EntryDraft)}, and the entry is found with the report's case. */
  Receipt append(EntryDraft draft, @Nullable String report) {
    Optional<Entry> present = entries.find(draft.kind(), draft.key());
    if (present.isPresent()) {
      return Receipt.again(present.get());
    }
    return add(draft, report);
  }

  /**
   * Appends what a message brings. The same message again (sender and control ID) appends nothing;
   * another one under a control ID that its sender used before is told apart by its bytes.
   *
   * @param key sender and control ID
   * @param object key of the raw message
   * @param saysTheSame whether an entry of other bytes under the key says what this message says
   * @param draft of an entry with the key it is given
   */
  Receipt appendMessage(
      EntryKind kind,
      String key,
      String object,
      Predicate<Entry> saysTheSame,
      Function<String, EntryDraft> draft) {
    Optional<Entry> taken = entries.find(kind, key);
    if (taken.isEmpty()) {
      EntryDraft first = draft.apply(key);
      return add(first, first.payload().get("report"));
    }
    Entry entry = taken.get();
    return entry.get("object").equals(object) || saysTheSame.test(entry)
        ? Receipt.again(entry)
        : append(draft.apply(key + "#" + object));
  }

  /** Appends an entry whose kind and key were found free. */
  private Receipt add(EntryDraft draft, @Nullable String report) {
    Instant now = now();
    long id =
        sql.insert(
            "insert into entries (kind, entry_key, case_id, report_key, destination, payload,"
                + " priority, recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
            draft.kind().wireName(),
            draft.key(),
            draft.caseId() == null ? null : draft.caseId().value(),
            report,
            draft.destination(),
            Json.write(draft.payload()),
            draft.priority().rank(),
            now);
    if (draft.kind().isWork()) {
      Instant due = draft.due();
      work.make(
          DueWork.task(draft.kind(), draft.destination()),
          id,
          draft.priority().rank(),
          due == null || due.isBefore(now) ? now : due);
    }
    return new Receipt(id, draft.kind(), true, now);
  }

  public Entries entries() {
    return entries;
  }

  public Studies studies() {
    return studies;
  }

  public StudySearch search() {
    return new StudySearch(sql);
  }

  public Reports reports() {
    return reports;
  }

  public Cases cases() {
    return cases;
  }

  public Orders orders() {
    return orders;
  }

  public Patients patients() {
    return patients;
  }

  public Choices choices() {
    return choices;
  }

  public Announcements announcements() {
    return announcements;
  }

  public Messages messages() {
    return messages;
  }

  public SourceSubscriptions subscriptions() {
    return subscriptions;
  }

  public Retention retention() {
    return retention;
  }

  /** This instant as the database keeps it. */
  public Instant now() {
    return Sql.kept(clock.instant());
  }

  /** Whether there is anything to commit. */
  boolean wrote() {
    return sql.wrote() || !work.made().isEmpty();
  }

  /** Names of the work this transaction made. */
  Set<String> madeWork() {
    return work.made();
  }
}
