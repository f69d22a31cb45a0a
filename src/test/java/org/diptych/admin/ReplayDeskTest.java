package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.OrderBuilder.anOrder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.admin.ReplayDesk.Outcome;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayDeskTest {
  @TempDir Path data;
  private KeptCases kept;
  private ReplayDesk desk;
  private CaseId id;

  @BeforeEach
  void open() throws IOException {
    kept = new KeptCases(data);
    desk = new ReplayDesk(kept.journal);
    id = kept.study("1.1", CaseState.READY, "accession-number", 1);
  }

  @AfterEach
  void close() throws IOException {
    kept.close();
  }

  @Test
  void without_a_number_the_last_step_is_replayed_and_not_its_announcement() {
    kept.append(id, EntryKind.STUDY_SETTLED, Map.of());
    long ready = kept.append(id, EntryKind.CASE_READY, Map.of());
    kept.append(id, EntryKind.CASE_DUE, Map.of());
    kept.append(id, EntryKind.SET_ASIDE, Map.of("reason", "failed"));
    assertThat(desk.replay(id, null)).isEqualTo(new Outcome.Replayed(ready, "case-ready"));
  }

  @Test
  void a_named_step_is_replayed() {
    long settled = kept.append(id, EntryKind.STUDY_SETTLED, Map.of());
    kept.append(id, EntryKind.CASE_READY, Map.of());
    assertThat(desk.replay(id, settled)).isEqualTo(new Outcome.Replayed(settled, "study-settled"));
  }

  @Test
  void an_entry_of_another_case_or_one_that_is_no_work_is_refused() {
    CaseId other = kept.study("1.2", CaseState.READY, "accession-number", 2);
    long foreign = kept.append(other, EntryKind.CASE_READY, Map.of());
    long delivered = kept.append(id, EntryKind.DELIVERED, Map.of());
    assertThat(desk.replay(id, foreign)).isEqualTo(new Outcome.NoWorkOfTheCase(foreign));
    assertThat(desk.replay(id, delivered)).isEqualTo(new Outcome.NoWorkOfTheCase(delivered));
  }

  @Test
  void of_an_entry_that_is_no_work_the_work_is_replayed_that_it_led_to_or_came_from() {
    long kept = this.kept.journal.transact(open -> open.entries().ofCase(id).get(0).id());
    long settled = this.kept.append(id, EntryKind.STUDY_SETTLED, Map.of());
    long results = this.kept.append(id, EntryKind.RESULTS_READY, Map.of());
    long delivered =
        this.kept.journal.transact(
            open ->
                open.append(
                        EntryDraft.of(EntryKind.DELIVERED, "results-ready" + id, Map.of())
                            .forCase(id))
                    .entryId());
    assertThat(desk.replay(id, kept)).isEqualTo(new Outcome.Replayed(settled, "study-settled"));
    assertThat(desk.replay(id, delivered))
        .isEqualTo(new Outcome.Replayed(results, "results-ready"));
  }

  @Test
  void an_order_of_the_case_is_replayed_though_it_is_no_entry_of_it_alone() {
    long order =
        kept.journal.transact(
            open ->
                open.orders()
                    .keep(anOrder("F-9").withAccession("ACC-1").build("O-1"), "RIS", "c".repeat(64))
                    .entryId());
    assertThat(desk.replay(id, order)).isEqualTo(new Outcome.Replayed(order, "order-kept"));
  }

  @Test
  void a_case_without_steps_and_an_unknown_case_are_told_apart() {
    assertThat(desk.replay(id, null)).isInstanceOf(Outcome.NothingToReplay.class);
    assertThat(desk.replay(CaseId.of(new Uid("9.9")), null))
        .isInstanceOf(Outcome.UnknownCase.class);
  }
}
