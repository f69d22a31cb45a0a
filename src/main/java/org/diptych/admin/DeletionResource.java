package org.diptych.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.diptych.journal.Deletion;
import org.diptych.journal.Journal;
import org.diptych.study.CaseId;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Deletes a case here, over REST; what was written to other systems stays. */
@Path("/admin/cases")
@Produces(MediaType.APPLICATION_JSON)
class DeletionResource {
  private static final String NOBODY_NAMED = "somebody over REST";
  private static final int LONGEST_REASON = 200;

  private final Journal journal;

  DeletionResource(Journal journal) {
    this.journal = journal;
  }

  /**
   * What is left.
   *
   * @param repeated whether it was deleted before
   */
  record Deleted(String caseId, long entry, boolean repeated) {}

  @DELETE
  @Path("/{id}")
  public Response delete(
      @PathParam("id") String id,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("by") @Nullable String by) {
    CaseId caseId = CaseRequest.caseId(id);
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      return Problem.of(Response.Status.BAD_REQUEST, "reason has 1 to 200 characters").response();
    }
    String who = CaseRequest.who(by, NOBODY_NAMED);
    Deletion outcome = journal.transact(open -> open.retention().delete(caseId, reason, who));
    if (outcome instanceof Deletion.Done done) {
      return Response.ok(new Deleted(id, done.trace().entryId(), false)).build();
    }
    if (outcome instanceof Deletion.NotNow not) {
      return Problem.of(Response.Status.CONFLICT, not.reason()).response();
    }
    return journal
        .transact(open -> open.retention().trace(caseId))
        .map(trace -> Response.ok(new Deleted(id, trace.id(), true)).build())
        .orElseGet(() -> Refusals.unknownCase().response());
  }

  @ServerExceptionMapper
  Response refuse(Refused refused) {
    return refused.problem().response();
  }

  @ServerExceptionMapper
  Response fail(Exception fault) {
    return Refusals.of(fault).response();
  }
}
