package org.diptych.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Fills the registers as years of work leave them, so that it can be measured what they cost: a
 * delivered case each with its study, instance, report and entries, three to a patient.
 */
public final class PastCases {
  private static final long BATCH = 50_000;
  private static final String BEGAN = "timestamp '2015-01-01 00:00:00'";
  private static final String KEPT = "timestamp with time zone '2015-01-01 00:00:00+00:00'";

  private PastCases() {}

  /** Adds the cases with these numbers, from the first to the last. */
  public static void add(JournalDatabase database, long first, long last) {
    for (long from = first; from <= last; from += BATCH) {
      add(database, statements(database.isEmbedded(), from, Math.min(last, from + BATCH - 1)));
    }
    if (!database.isEmbedded()) {
      // As its daemon would in the years in which they came.
      add(database, List.of("analyze"));
    }
  }

  private static void add(JournalDatabase database, List<String> statements) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw Journal.unavailable(e);
    }
  }

  private static List<String> statements(boolean embedded, long from, long to) {
    String numbers =
        embedded
            ? " from (select x as n from system_range(" + from + ", " + to + ")) numbers"
            : " from generate_series(" + from + ", " + to + ") as numbers(n)";
    String uuid = embedded ? "random_uuid()" : "gen_random_uuid()";
    String began = BEGAN + " + n * interval '1' minute";
    String kept = KEPT + " + n * interval '1' minute";
    String patient = "'P' || (n / 3), 'PAST', 'PAST^PATIENT', date '1960-01-01', 'F'";
    return List.of(
        "insert into studies (uid, accession, patient_id, patient_issuer, patient_name, birth_date,"
            + " sex, modality, body_part, started, priority, instances, first_seen, last_seen,"
            + " settled, is_open, round, calling_ae_title) select '1.2.840.1.' || n, 'A' || n, "
            + patient
            + ", 'CR', 'CHEST', "
            + began
            + ", 'ROUTINE', 1, "
            + kept
            + ", "
            + kept
            + ", 1, false, 1, 'MODALITY'"
            + numbers,
        "insert into instances (uid, study, series, sop_class, transfer_syntax, modality,"
            + " body_part, image_rows, image_columns, object, dataset_digest, bytes,"
            + " calling_ae_title, received_at, entry_id) select '1.2.840.1.' || n || '.1.1',"
            + " '1.2.840.1.' || n, '1.2.840.1.' || n || '.1', '1.2.840.10008.5.1.4.1.1.1',"
            + " '1.2.840.10008.1.2.1', 'CR', 'CHEST', 2048, 2048, repeat('a', 64), repeat('b', 64),"
            + " 8388608, 'MODALITY', "
            + kept
            + ", n"
            + numbers,
        "insert into reports (report_key, version, status, narrative, accession, patient_id,"
            + " patient_issuer, patient_name, birth_date, sex, placer_order_number,"
            + " filler_order_number, procedure_code, procedure_system, observed_at, priority,"
            + " control_id, sender, object, received_at, entry_id) select 'PAST|F' || n, 1, 'F',"
            + " repeat('The lungs are clear. ', 12), 'A' || n, "
            + patient
            + ", 'PO' || n, 'FO' || n, '36643-5', 'LN', "
            + began
            + ", 'ROUTINE', 'C' || n, 'PAST|PAST', repeat('c', 64), "
            + kept
            + ", n"
            + numbers,
        "insert into cases (id, version, study, settled, report_key, report_version, state, reason,"
            + " priority, opened, changed) select "
            + uuid
            + ", 1, '1.2.840.1.' || n, 1, 'PAST|F' || n, 1, 'DELIVERED', 'accession number',"
            + " 'ROUTINE', "
            + kept
            + ", "
            + kept
            + numbers,
        entries(EntryKind.INSTANCE_KEPT, "'1.2.840.1.' || n || '.1.1'", kept, numbers),
        entries(EntryKind.STUDY_SETTLED, "'1.2.840.1.' || n || '#1'", kept, numbers),
        entries(EntryKind.REPORT_KEPT, "'PAST|PAST#C' || n", kept, numbers),
        entries(EntryKind.CASE_READY, "'past-' || n", kept, numbers),
        entries(EntryKind.DELIVERED, "'past-' || n", kept, numbers));
  }

  private static String entries(EntryKind kind, String key, String kept, String numbers) {
    return "insert into entries (kind, entry_key, report_key, payload, priority, recorded_at)"
        + " select '"
        + kind.wireName()
        + "', "
        + key
        + ", 'PAST|F' || n, '{}', 0, "
        + kept
        + numbers;
  }
}
