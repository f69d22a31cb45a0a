package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;

import java.nio.file.Path;
import java.util.List;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same cases are listed whether few or many studies have their modality. */
class CasesOfModalityTest extends JournalFixture {
  private static final CaseQuery OF_MODALITY =
      new CaseQuery(null, null, "CR", null, null, null, null, null, false, false, 0, null, 10);

  @TempDir Path data;

  @Override
  JournalDatabase open() {
    return JournalDatabase.embedded(data);
  }

  @Test
  void a_rare_modality_is_looked_for_among_the_studies_and_a_common_one_among_the_cases() {
    assertThat(CaseSelect.of(OF_MODALITY, List.of(), true).text()).contains("c.study in (select");
    assertThat(CaseSelect.of(OF_MODALITY, List.of(), false).text()).contains("exists (select 1");
  }

  @Test
  void both_ways_find_the_cases_of_the_modality() throws Exception {
    keep(anInstance("1.2.3.1").ofStudy("1.2.3"), SEEN);
    save(aCase("1.2.3", CaseState.DELIVERED, SEEN));
    save(aCase("1.2.4", CaseState.DELIVERED, SEEN));
    List<Case> few = list(open -> open.cases().list(OF_MODALITY));
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into studies (uid, modality, priority, instances, first_seen, last_seen, settled,"
              + " is_open, round, calling_ae_title) select '9.' || x, modality, priority,"
              + " instances, first_seen, last_seen, settled, is_open, round, calling_ae_title"
              + " from studies, system_range(1, "
              + Cases.FEW
              + ")");
    }

    assertThat(few).extracting(Case::id).containsExactly(aCase("1.2.3", null, SEEN).id());
    assertThat(this.<Case>list(open -> open.cases().list(OF_MODALITY))).isEqualTo(few);
  }
}
