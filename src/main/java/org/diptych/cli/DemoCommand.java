package org.diptych.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the engine and sends it two real cases through its own ports. */
@Command(
    name = "demo",
    description = "Start the engine, send it two real cases, show what was written.")
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--exit", description = "End when both cases are written; else stay up.")
  private boolean exit;

  @Override
  public Integer call() {
    AtomicInteger code = new AtomicInteger(1);
    Quarkus.run(
        DemoApplication.class,
        (exitCode, failure) -> {
          if (failure != null) {
            System.err.println("demo: " + Problem.of(failure));
          }
          code.set(failure == null ? exitCode : 1);
        },
        exit ? new String[] {DemoApplication.EXIT} : new String[0]);
    return code.get();
  }
}
