package org.diptych.admin;

/** A request that is answered with a problem instead of what it asked for. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
