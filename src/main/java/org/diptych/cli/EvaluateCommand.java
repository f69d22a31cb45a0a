package org.diptych.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.diptych.model.Evaluation;
import org.diptych.model.EvaluationPage;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PackageMetrics;
import org.diptych.model.Reading;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how well a package reads a set. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measures a model package on a directory that holds a data.jsonl.")
public final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--package",
      required = true,
      description = "chest-xr or breast-us for a bundled package, or a package directory.")
  private String model = "";

  @Option(names = "--data", required = true, description = "Directory that holds a data.jsonl.")
  private Path data = Path.of("");

  @Option(names = "--split", description = "Only rows of this split (default: all rows).")
  private @Nullable String split;

  @Option(names = "--modality", description = "both, image or report (default: both).")
  private String modality = "both";

  @Option(
      names = "--hide-label-words",
      description = "Take sentences that name a class out of the texts.")
  private boolean hideLabelWords;

  @Option(names = "--beam", description = "Descriptions followed at once (default: greedy).")
  private int beam = 1;

  @Option(
      names = "--discordance",
      description = "Also measure how well reports that do not belong to their image are told.")
  private boolean discordance;

  @Option(
      names = "--refusals",
      description = "Also measure how often it abstains, rightly and wrongly.")
  private boolean refusals;

  @Option(
      names = "--another-kind",
      description = "A set whose pictures it must refuse; may be given again.")
  private List<Path> others = List.of();

  @Option(names = "--json", description = "Also write the result as JSON.")
  private @Nullable Path json;

  @Option(names = "--html", description = "Also write the result as a page.")
  private @Nullable Path html;

  @Option(
      names = "--record",
      description = "Also record the result under this name in the package directory's card.")
  private @Nullable String record;

  @Option(names = "--device", description = "cpu, cuda or auto (default: auto).")
  private String device = "auto";

  @Option(names = "--engine", description = "Where native libraries are unpacked.")
  private Path engine = Path.of("data", "engine");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out =
        spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
    PrintWriter err =
        spec == null ? new PrintWriter(System.err, true) : spec.commandLine().getErr();
    if (!Files.isRegularFile(data.resolve("data.jsonl"))) {
      err.println("there is no data.jsonl in " + data);
      return 1;
    }
    ModelRuntime.prepare(engine, 0);
    Reading.Mode mode = Reading.Mode.valueOf(modality.toUpperCase(Locale.ROOT));
    Evaluation.Terms terms = new Evaluation.Terms(split, mode, hideLabelWords, beam);
    ObjectNode result;
    try (ModelPackage loaded = ModelPackage.load(model, device)) {
      Evaluation evaluation = new Evaluation(loaded, terms);
      result = evaluation.run(data, err::println);
      if (discordance) {
        result.set("discordance", evaluation.discordance(data));
      }
      if (refusals) {
        result.set("refusals", evaluation.refusals(data, others));
      }
    }
    out.print(EvaluationPage.text(result));
    out.flush();
    if (json != null) {
      Files.writeString(json, result.toPrettyString());
    }
    if (html != null) {
      Files.writeString(html, EvaluationPage.html(result));
    }
    if (record != null) {
      PackageMetrics.record(Path.of(model), record, result);
    }
    return result.path("n").asInt() > 0 ? 0 : 1;
  }
}
