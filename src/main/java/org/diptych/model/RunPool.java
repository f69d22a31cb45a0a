package org.diptych.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries out runs side by side in processes, since a process can train only one network at a time;
 * each process takes its share of them one after the other.
 *
 * @param command starts a process that carries out plans; the files of its plans are appended
 * @param output where plans, logs and results lie
 * @param jobs how many processes
 */
public record RunPool(List<String> command, Path output, int jobs) {
  public RunPool {
    command = List.copyOf(command);
  }

  /** Runs the plans that have left no result; throws when one fails. */
  void run(List<RunPlan> plans, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<RunPlan> open = new ArrayList<>();
    for (RunPlan plan : plans) {
      if (!Files.exists(TrainingRun.result(output, plan))) {
        plan.write(file(plan));
        open.add(plan);
      }
    }
    List<Process> processes = new ArrayList<>();
    List<Path> logs = new ArrayList<>();
    for (int job = 0; job < Math.min(jobs, open.size()); job++) {
      List<RunPlan> share = new ArrayList<>();
      for (int i = job; i < open.size(); i += jobs) {
        share.add(open.get(i));
      }
      Path log = output.resolve("logs").resolve(share.get(0).id() + ".log");
      logs.add(log);
      processes.add(start(share, log));
    }
    for (int i = 0; i < processes.size(); i++) {
      int status = processes.get(i).waitFor();
      if (status != 0) {
        processes.forEach(Process::destroy);
        throw new IOException("a run failed, see " + logs.get(i));
      }
    }
    progress.accept(open.size() + " of " + plans.size() + " runs done, the others were");
  }

  private Path file(RunPlan plan) {
    return output.resolve("plans").resolve(plan.id() + ".json");
  }

  private Process start(List<RunPlan> share, Path log) throws IOException {
    Files.createDirectories(log.getParent());
    List<String> full = new ArrayList<>(command);
    share.forEach(plan -> full.add(file(plan).toString()));
    return new ProcessBuilder(full).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
