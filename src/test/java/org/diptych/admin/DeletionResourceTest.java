package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting over REST, on a real journal. */
class DeletionResourceTest {
  @TempDir Path data;
  private KeptCases cases;
  private DeletionResource rest;

  @BeforeEach
  void open() throws Exception {
    cases = new KeptCases(data);
    rest = new DeletionResource(cases.journal);
  }

  @AfterEach
  void close() throws Exception {
    cases.close();
  }

  /** Its images are all here. */
  private CaseId settled(String study, CaseState state) {
    CaseId id = cases.study(study, state, "delivered", 1);
    cases.journal.transact(
        open ->
            open.studies()
                .settle(
                    new Uid(study),
                    open.studies().progress(new Uid(study)).orElseThrow().lastSeen()));
    return id;
  }

  @Test
  void a_deleted_case_is_gone_and_says_who_why_and_when() {
    CaseId id = settled("1.2.3", CaseState.DELIVERED);

    Response answer = rest.delete(id.toString(), "patient objected", "anna");
    Response again = rest.delete(id.toString(), "patient objected", "anna");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(((DeletionResource.Deleted) answer.getEntity()).repeated()).isFalse();
    assertThat(((DeletionResource.Deleted) again.getEntity()).repeated()).isTrue();
    Problem missing = cases.views().missing(id);
    assertThat(missing.status()).isEqualTo(410);
    assertThat(missing.detail()).contains("by anna", "patient objected", "1 image");
  }

  @Test
  void a_case_that_is_not_at_an_end_is_a_conflict() {
    CaseId id = settled("1.2.3", CaseState.READY);

    assertThat(rest.delete(id.toString(), "tidy", "anna").getStatus()).isEqualTo(409);
    assertThat(cases.views().dossier(id, null)).isPresent();
  }

  @Test
  void without_a_reason_nothing_is_deleted_and_an_unknown_case_is_not_found() {
    CaseId id = settled("1.2.3", CaseState.DELIVERED);

    assertThat(rest.delete(id.toString(), " ", "anna").getStatus()).isEqualTo(400);
    assertThat(rest.delete(Samples.ID.toString(), "tidy", "anna").getStatus()).isEqualTo(404);
    assertThat(cases.views().missing(Samples.ID).status()).isEqualTo(404);
    assertThat(cases.views().dossier(id, null)).isPresent();
  }
}
