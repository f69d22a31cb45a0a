package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run changes in the configuration it starts from. */
class RunPlanTest {
  @TempDir Path directory;

  @Test
  void seed_rate_epochs_and_system_are_the_plans() throws IOException {
    TrainingConfig config = plan("cnn", 0.003, 0.5, "").configure(phantom());

    assertThat(config.network().architecture()).isEqualTo(Architecture.CNN);
    assertThat(config.learningRate()).isEqualTo(0.003f);
    assertThat(config.seed()).isEqualTo(7);
    assertThat(config.epochs()).isEqualTo(phantom().path("epochs").asInt() / 2);
  }

  @Test
  void a_system_of_one_half_learns_from_that_half_in_every_case() throws IOException {
    JsonNode chest = configuration("chest-xr");
    TrainingConfig cnn = plan("cnn", 0, 1, "").configure(chest);
    TrainingConfig bilstm = plan("bilstm", 0, 1, "").configure(chest);
    TrainingConfig mdlm = plan("mdlm", 0, 1, "").configure(chest);

    for (TrainingConfig config : List.of(cnn, bilstm)) {
      assertThat(config.noImage()).isZero();
      assertThat(config.noReport()).isZero();
      assertThat(config.discordant()).isZero();
    }
    assertThat(cnn.reportSteps()).isZero();
    assertThat(bilstm.reportSteps()).isEqualTo(mdlm.reportSteps()).isPositive();
    assertThat(mdlm.noImage()).isPositive();
    assertThat(mdlm.discordant()).isPositive();
  }

  @Test
  void an_ablation_takes_away_one_part_and_keeps_the_rest() throws IOException {
    TrainingConfig whole = plan("mdlm", 0, 1, "").configure(phantom());
    TrainingConfig gated = plan("mdlm", 0, 1, "fusion=GATED").configure(phantom());
    TrainingConfig flat = plan("mdlm", 0, 1, "pyramid=false").configure(phantom());
    TrainingConfig full = plan("mdlm", 0, 1, "noImage=0,noReport=0").configure(phantom());

    assertThat(gated.network().fusion()).isEqualTo(FusionKind.GATED);
    assertThat(flat.network().pyramid()).isFalse();
    assertThat(full.noImage()).isZero();
    assertThat(full.network()).isEqualTo(whole.network());
    assertThat(whole.noImage()).isPositive();
  }

  @Test
  void a_plan_survives_its_file() throws IOException {
    RunPlan plan = plan("am", 0.001, 1, "attention=false");
    Path file = directory.resolve("plans").resolve("one.json");
    plan.write(file);

    assertThat(RunPlan.read(file)).isEqualTo(plan);
  }

  private static RunPlan plan(String system, double rate, double epochs, String change) {
    return new RunPlan("id", "phantom", system, "seed", -1, 5, 7, rate, epochs, change);
  }

  private static JsonNode phantom() throws IOException {
    return configuration("phantom");
  }

  private static JsonNode configuration(String name) throws IOException {
    String resource = "/model-packages/" + name + "/training.json";
    try (InputStream in = RunPlanTest.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    }
  }
}
