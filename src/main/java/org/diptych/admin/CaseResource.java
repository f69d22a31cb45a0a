package org.diptych.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.CaseQuery;
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

  /** A part of the list of cases. */
  record CaseList(List<CaseSummary> cases, int offset, int limit, Map<CaseState, Long> counts) {}

  /** What is being done again. */
  record Replayed(String caseId, long entry, String kind) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public CaseList list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("limit") @Nullable String limit) {
    CaseQuery query = CaseRequest.query(state, offset, limit, config.pageSize());
    return new CaseList(views.list(query), query.offset(), query.limit(), views.counts());
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public CaseDossier one(
      @PathParam("id") String id, @QueryParam("version") @Nullable String version) {
    return views
        .dossier(CaseRequest.caseId(id), CaseRequest.version(version))
        .orElseThrow(CaseResource::unknown);
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

  private static Refused unknown() {
    return new Refused(Refusals.unknownCase());
  }
}
