package org.diptych.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Cases over REST. */
@Path("/admin/cases")
class CaseResource {
  private static final String PNG = "image/png";

  private final CaseViews views;
  private final ReplayDesk desk;
  private final AdminConfig config;
  private final ObjectMapper json;

  CaseResource(CaseViews views, ReplayDesk desk, AdminConfig config, ObjectMapper json) {
    this.views = views;
    this.desk = desk;
    this.config = config;
    this.json = json;
  }

  /**
   * A page of the list of cases.
   *
   * @param next address of the next page, null on the last
   * @param counts of all cases by state, whatever the filter
   */
  record CaseList(
      List<CaseSummary> cases, int limit, @Nullable String next, Map<CaseState, Long> counts) {}

  /** What is being done again. */
  record Replayed(String caseId, long entry, String kind) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response list(@Context UriInfo uri) {
    CaseFilter filter = CaseFilter.of(uri.getQueryParameters(), config);
    CasePage page = views.page(filter.query());
    CaseSummary last = page.last();
    String next = last == null ? null : filter.after("/admin/cases", last);
    Response.ResponseBuilder answer =
        Response.ok(new CaseList(page.cases(), filter.query().limit(), next, views.counts()));
    if (next != null) {
      answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\""); // RFC 8288 section 3
    }
    return answer.build();
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public CaseDossier one(
      @PathParam("id") String id, @QueryParam("version") @Nullable String version) {
    return views
        .dossier(CaseRequest.caseId(id), CaseRequest.version(version))
        .orElseThrow(() -> new Refused(views.missing(CaseRequest.caseId(id))));
  }

  @GET
  @Path("/{id}/image")
  @Produces(PNG)
  public Response image(@PathParam("id") String id, @QueryParam("version") @Nullable String version)
      throws IOException {
    return png(views.preview(CaseRequest.caseId(id), CaseRequest.version(version)));
  }

  @GET
  @Path("/{id}/overlay")
  @Produces(PNG)
  public Response overlay(
      @PathParam("id") String id, @QueryParam("version") @Nullable String version)
      throws IOException {
    return png(views.overlay(CaseRequest.caseId(id), CaseRequest.version(version)));
  }

  @POST
  @Path("/{id}/replay")
  @Produces(MediaType.APPLICATION_JSON)
  public Response replay(@PathParam("id") String id, @Nullable String body) {
    CaseId caseId = CaseRequest.caseId(id);
    ReplayDesk.Outcome outcome =
        desk.replay(
            caseId, CaseRequest.entry(JsonBody.read(json, body, "{\"entry\": 17}").text("entry")));
    if (outcome instanceof ReplayDesk.Outcome.Replayed replayed) {
      return Response.accepted(new Replayed(caseId.toString(), replayed.entry(), replayed.kind()))
          .build();
    }
    return Refusals.of(outcome).response();
  }

  @ServerExceptionMapper
  Response refuse(Refused refused) {
    return refused.problem().response();
  }

  @ServerExceptionMapper
  Response fail(Exception fault) {
    return Refusals.of(fault).response();
  }

  private static Response png(Optional<InputStream> image) {
    return image
        .map(bytes -> Response.ok(bytes, PNG).build())
        .orElseGet(
            () ->
                Problem.of(Response.Status.NOT_FOUND, "there is no such image of this case")
                    .response());
  }
}
