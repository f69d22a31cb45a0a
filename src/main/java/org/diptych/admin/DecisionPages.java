package org.diptych.admin;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.diptych.journal.DecisionOutcome;
import org.diptych.journal.Decisions;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The buttons of a case's page by which a person decides; each leads back to the case. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class DecisionPages {
  private static final String NOBODY_NAMED = "somebody at the page";

  private final Decisions decisions;
  private final ProblemPage problem;

  DecisionPages(Decisions decisions, ProblemPage problem) {
    this.decisions = decisions;
    this.problem = problem;
  }

  @POST
  @Path("cases/{id}/choice")
  public Response choose(
      @PathParam("id") String id,
      @FormParam("candidate") @Nullable String candidate,
      @FormParam("by") @Nullable String by) {
    return back(
        decisions.choose(
            CaseRequest.caseId(id),
            CaseRequest.candidate(candidate),
            CaseRequest.who(by, NOBODY_NAMED)),
        Noted.CHOSEN);
  }

  @POST
  @Path("cases/{id}/choice/undo")
  public Response takeBack(@PathParam("id") String id, @FormParam("by") @Nullable String by) {
    return back(
        decisions.takeBack(CaseRequest.caseId(id), CaseRequest.who(by, NOBODY_NAMED)),
        Noted.UNDONE);
  }

  @POST
  @Path("cases/{id}/abandon")
  public Response abandon(@PathParam("id") String id, @FormParam("by") @Nullable String by) {
    return back(
        decisions.abandon(CaseRequest.caseId(id), CaseRequest.who(by, NOBODY_NAMED)),
        Noted.ABANDONED);
  }

  @ServerExceptionMapper
  Response refuse(Refused refused) {
    return problem.of(refused.problem());
  }

  @ServerExceptionMapper
  Response fail(Exception fault) {
    return problem.of(Refusals.of(fault));
  }

  private static Response back(DecisionOutcome outcome, Noted noted) {
    if (outcome instanceof DecisionOutcome.Done done) {
      return Response.seeOther(URI.create("/cases/" + done.caseId() + "?noted=" + noted.inLinks()))
          .build();
    }
    throw new Refused(Refusals.of(outcome));
  }
}
