package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.Decisions;
import org.diptych.study.CaseId;
import org.junit.jupiter.api.Test;

/** How decisions are read from requests and answered; what comes of them is tested with pairing. */
class DecisionResourceTest {
  private static final String ID = Samples.ID.toString();

  private final Desk desk = new Desk();
  private final DecisionResource rest = new DecisionResource(desk, new ObjectMapper());

  /** Answers every decision alike, and remembers what was asked. */
  private static final class Desk implements Decisions {
    private DecisionOutcome outcome = new DecisionOutcome.Done(7, Samples.ID, true);
    private String asked = "";

    @Override
    public DecisionOutcome choose(CaseId id, String candidate, String who) {
      asked = "choose " + id + " " + candidate + " by " + who;
      return outcome;
    }

    @Override
    public DecisionOutcome takeBack(CaseId id, String who) {
      asked = "take back " + id + " by " + who;
      return outcome;
    }

    @Override
    public DecisionOutcome abandon(CaseId id, String who) {
      asked = "abandon " + id + " by " + who;
      return outcome;
    }
  }

  @Test
  void a_choice_is_asked_of_the_desk_and_answered_with_its_entry_and_case() {
    Response answer = rest.choose(ID, "{\"candidate\": \"1.2.3\", \"by\": \"anna\"}");
    assertThat(desk.asked).isEqualTo("choose " + ID + " 1.2.3 by anna");
    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getEntity()).isEqualTo(new DecisionResource.Decided(ID, 7, false));
  }

  @Test
  void the_same_choice_again_says_that_it_is_a_repetition() {
    desk.outcome = new DecisionOutcome.Done(7, Samples.ID, false);
    assertThat(rest.choose(ID, "{\"candidate\": \"1.2.3\"}").getEntity())
        .isEqualTo(new DecisionResource.Decided(ID, 7, true));
  }

  @Test
  void taking_back_and_abandoning_need_no_body_and_no_name() {
    rest.takeBack(ID, null);
    assertThat(desk.asked).isEqualTo("take back " + ID + " by somebody over REST");
    rest.abandon(ID, null);
    assertThat(desk.asked).isEqualTo("abandon " + ID + " by somebody over REST");
    rest.abandon(ID, "{\"by\": \" anna \"}");
    assertThat(desk.asked).endsWith("by anna");
  }

  @Test
  void what_cannot_be_decided_is_told_apart_by_its_status() {
    desk.outcome = new DecisionOutcome.UnknownCase();
    assertThat(rest.abandon(ID, null).getStatus()).isEqualTo(404);
    desk.outcome = new DecisionOutcome.NotNow("it is paired");
    assertThat(problem(rest.takeBack(ID, null)))
        .extracting("status", "detail")
        .containsExactly(409, "it is paired");
    desk.outcome = new DecisionOutcome.UnknownCandidate("there is none");
    assertThat(problem(rest.choose(ID, "{\"candidate\": \"9.9\"}")))
        .extracting("status", "title", "detail")
        .containsExactly(422, "Unprocessable Content", "there is none");
  }

  @Test
  void a_request_without_candidate_or_with_another_body_is_refused_before_it_is_asked() {
    assertThat(refused(() -> rest.choose(ID, null)).detail()).startsWith("candidate is");
    assertThat(refused(() -> rest.choose(ID, "{}")).status()).isEqualTo(400);
    assertThat(refused(() -> rest.choose(ID, "[1]")).detail()).contains("or like {");
    assertThat(refused(() -> rest.choose(ID, "{")).status()).isEqualTo(400);
    assertThat(refused(() -> rest.choose("x", "{\"candidate\": \"1\"}")).status()).isEqualTo(400);
    assertThat(refused(() -> rest.abandon(ID, "{\"by\": \"a\\nb\"}")).detail()).startsWith("by is");
    assertThat(desk.asked).isEmpty();
  }

  private static Problem problem(Response answer) {
    assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    return (Problem) answer.getEntity();
  }

  private static Problem refused(ThrowingCallable asked) {
    return assertThatExceptionOfType(Refused.class).isThrownBy(asked).actual().problem();
  }
}
