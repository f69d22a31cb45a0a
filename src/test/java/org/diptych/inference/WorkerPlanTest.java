package org.diptych.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import org.junit.jupiter.api.Test;

/** Whatever is found to be fastest stays within what is allowed. */
class WorkerPlanTest {
  @Test
  void a_measured_plan_uses_no_more_cores_and_cases_than_it_may() throws IOException {
    ModelRuntime.prepare(Path.of("target", "engine"), 0);
    try (ModelPackage model = ModelPackage.load("chest-xr", "cpu")) {
      WorkerPlan free = WorkerPlan.measured(model, 2, 0, 8);
      assertThat(free.workers() * free.threads()).isEqualTo(2);
      assertThat(free.batch()).isIn(4, 8);
      assertThat(WorkerPlan.measured(model, 2, 2, 3)).isEqualTo(new WorkerPlan(1, 2, 3));
      assertThat(WorkerPlan.measured(model, 1, 4, 1)).isEqualTo(new WorkerPlan(1, 4, 1));
    }
  }
}
