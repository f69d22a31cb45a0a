package org.diptych.journal;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Raw messages as they arrived, in the same commit as what they bring: a file for each would cost
 * three more syncs. Long ones belong in the {@link ObjectStore}, under the same kind of key.
 */
public final class Messages {
  /** Bytes of the longest message that is kept here. */
  public static final int LONGEST = 64 * 1024;

  private final Transaction transaction;
  private final Sql sql;

  Messages(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /** Keeps a message and answers its key, the SHA-256 of its bytes; one that is here stays. */
  public String keep(byte[] bytes) {
    if (bytes.length > LONGEST) {
      throw new IllegalArgumentException("a message of this length belongs in the object store");
    }
    String object = HexFormat.of().formatHex(ObjectStore.sha256().digest(bytes));
    sql.update(
        "insert into messages (object, bytes, received_at)"
            + " select ?, ?, ? where not exists (select 1 from messages where object = ?)",
        object,
        bytes,
        transaction.now(),
        object);
    return object;
  }

  /** The bytes of a message that was kept here. */
  public Optional<byte[]> find(String object) {
    return sql.first(
        "select bytes from messages where object = ?", rows -> rows.getBytes("bytes"), object);
  }

  /** Deletes a message that no report, order or patient change came with. */
  void forgetUnlessUsed(String object) {
    sql.update(
        "delete from messages where object = ?"
            + " and not exists (select 1 from reports where object = ?)"
            + " and not exists (select 1 from orders where object = ?)"
            + " and not exists (select 1 from patient_changes where object = ?)",
        object,
        object,
        object,
        object);
  }
}
