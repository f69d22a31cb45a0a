package org.diptych.admin;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import org.diptych.model.PackageShelf;
import org.diptych.study.CaseId;
import org.diptych.study.ModelIdentity;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The pages for people: the list of cases, and one case. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class CasePages {
  private final CaseViews views;
  private final ReplayDesk desk;
  private final EngineHealth health;
  private final PackageShelf shelf;
  private final AdminConfig config;
  private final Template cases;
  private final Template oneCase;
  private final ProblemPage problem;

  CasePages(
      CaseViews views,
      ReplayDesk desk,
      EngineHealth health,
      PackageShelf shelf,
      AdminConfig config,
      @Location("cases") Template cases,
      @Location("case") Template oneCase,
      ProblemPage problem) {
    this.views = views;
    this.desk = desk;
    this.health = health;
    this.shelf = shelf;
    this.config = config;
    this.cases = cases;
    this.oneCase = oneCase;
    this.problem = problem;
  }

  @GET
  public String list(@Context UriInfo uri) {
    CaseFilter filter = CaseFilter.of(uri.getQueryParameters(), config);
    CaseListView view =
        CaseListView.of(
            shown(),
            filter,
            filter.isFront() ? views.wantingAPerson() : List.of(),
            views.page(filter.query()),
            views.counts(),
            health.lights());
    return cases.data("view", view).render();
  }

  @GET
  @Path("cases/{id}")
  public String one(
      @PathParam("id") String id,
      @QueryParam("version") @Nullable String version,
      @QueryParam("replayed") @Nullable String replayed,
      @QueryParam("noted") @Nullable String noted) {
    CaseDossier dossier =
        views
            .dossier(CaseRequest.caseId(id), CaseRequest.version(version))
            .orElseThrow(() -> new Refused(views.missing(CaseRequest.caseId(id))));
    ReadingView reading = dossier.reading();
    CaseView view =
        new CaseView(
            shown(),
            dossier,
            reading == null ? null : intendedUse(reading.model()),
            CaseRequest.entry(replayed),
            Noted.of(noted));
    return oneCase.data("view", view).render();
  }

  @POST
  @Path("cases/{id}/replay")
  public Response replay(@PathParam("id") String id, @FormParam("entry") @Nullable String entry) {
    CaseId caseId = CaseRequest.caseId(id);
    ReplayDesk.Outcome outcome = desk.replay(caseId, CaseRequest.entry(entry));
    if (outcome instanceof ReplayDesk.Outcome.Replayed replayed) {
      return Response.seeOther(URI.create("/cases/" + caseId + "?replayed=" + replayed.entry()))
          .build();
    }
    throw new Refused(Refusals.of(outcome));
  }

  @ServerExceptionMapper
  Response refuse(Refused refused) {
    return problem.of(refused.problem());
  }

  @ServerExceptionMapper
  Response fail(Exception fault) {
    return problem.of(Refusals.of(fault));
  }

  private @Nullable String intendedUse(ModelIdentity model) {
    return shelf.intendedUse(model.id(), model.version()).orElse(null);
  }

  /** Times as the clocks of the department show them. */
  private static Shown shown() {
    return new Shown(ZoneId.systemDefault());
  }
}
