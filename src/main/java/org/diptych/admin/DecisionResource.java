package org.diptych.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.Decisions;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** What a person decides of a case, over REST. */
@Path("/admin/cases")
@Produces(MediaType.APPLICATION_JSON)
class DecisionResource {
  private static final String NOBODY_NAMED = "somebody over REST";

  private final Decisions decisions;
  private final ObjectMapper json;

  DecisionResource(Decisions decisions, ObjectMapper json) {
    this.decisions = decisions;
    this.json = json;
  }

  /**
   * What was decided.
   *
   * @param caseId the case that it shows in
   * @param repeated whether the same was decided before
   */
  record Decided(String caseId, long entry, boolean repeated) {}

  @POST
  @Path("/{id}/choice")
  public Response choose(@PathParam("id") String id, @Nullable String body) {
    JsonBody wish = JsonBody.read(json, body, "{\"candidate\": \"1.2.3\", \"by\": \"anna\"}");
    return answer(
        decisions.choose(
            CaseRequest.caseId(id),
            CaseRequest.candidate(wish.text("candidate")),
            CaseRequest.who(wish.text("by"), NOBODY_NAMED)));
  }

  @DELETE
  @Path("/{id}/choice")
  public Response takeBack(@PathParam("id") String id, @QueryParam("by") @Nullable String by) {
    return answer(decisions.takeBack(CaseRequest.caseId(id), CaseRequest.who(by, NOBODY_NAMED)));
  }

  @POST
  @Path("/{id}/abandon")
  public Response abandon(@PathParam("id") String id, @Nullable String body) {
    JsonBody wish = JsonBody.read(json, body, "{\"by\": \"anna\"}");
    return answer(
        decisions.abandon(CaseRequest.caseId(id), CaseRequest.who(wish.text("by"), NOBODY_NAMED)));
  }

  @ServerExceptionMapper
  Response refuse(Refused refused) {
    return refused.problem().response();
  }

  @ServerExceptionMapper
  Response fail(Exception fault) {
    return Refusals.of(fault).response();
  }

  private static Response answer(DecisionOutcome outcome) {
    if (outcome instanceof DecisionOutcome.Done done) {
      return Response.accepted(new Decided(done.caseId().toString(), done.entry(), !done.fresh()))
          .build();
    }
    return Refusals.of(outcome).response();
  }
}
