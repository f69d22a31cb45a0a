package org.diptych.admin;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A refusal or a failure as the pages show it. */
@ApplicationScoped
class ProblemPage {
  private final Template problem;

  ProblemPage(@Location("problem") Template problem) {
    this.problem = problem;
  }

  Response of(Problem what) {
    return Response.status(what.status())
        .type(MediaType.TEXT_HTML)
        .entity(problem.data("problem", what).render())
        .build();
  }
}
