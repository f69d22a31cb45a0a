package org.diptych.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a configuration and data to a package directory. */
public final class PackageTraining {
  private static final int MOST_WORDS = 1500;
  private static final int MOST_PIECES = 500;
  private static final int PHANTOMS_FOR_VOCABULARY = 3000;
  private static final int MOST_OTHERS = 200;

  private final TrainingConfig given;
  private final Path root;
  private final @Nullable PhantomReports phantoms;
  private final Consumer<String> progress;
  private RowSplit splits = RowSplit.given();
  private @Nullable Path begin;
  private boolean half;
  private double samplesPerSecond;

  PackageTraining(
      TrainingConfig given,
      Path root,
      @Nullable PhantomReports phantoms,
      Consumer<String> progress) {
    this.given = given;
    this.root = root;
    this.phantoms = phantoms;
    this.progress = progress;
  }

  /**
   * Reads a configuration; phrases for phantom reports lie beside it as {@code phrases.json}.
   *
   * @param root the directory the configured sets are in
   * @param architecture another system than the configuration's, or null
   */
  public static PackageTraining of(
      Path configuration, Path root, @Nullable Architecture architecture, Consumer<String> progress)
      throws IOException {
    TrainingConfig config;
    try (InputStream in = Files.newInputStream(configuration)) {
      config = TrainingConfig.read(in);
    }
    if (architecture != null) {
      config = config.with(architecture);
    }
    Path phrases = configuration.resolveSibling("phrases.json");
    if (!Files.exists(phrases)) {
      return new PackageTraining(config, root, null, progress);
    }
    try (InputStream in = Files.newInputStream(phrases)) {
      return new PackageTraining(config, root, PhantomReports.read(in), progress);
    }
  }

  /** Samples trained on per second of training, after {@link #run}. */
  double samplesPerSecond() {
    return samplesPerSecond;
  }

  /**
   * Trains without one fold of the rows, dealt out by patient.
   *
   * @param fold from 0
   */
  public PackageTraining withoutFold(int fold, int folds) throws IOException {
    return splitting(RowSplit.fold(given.rows(root), folds, fold, ComparedSet.FOLD_SEED));
  }

  /** Deals the rows out otherwise than the sets do. */
  PackageTraining splitting(RowSplit other) {
    this.splits = other;
    return this;
  }

  /** Begins with the parameters of another package of the same network. */
  public PackageTraining beginningWith(Path directory) {
    this.begin = directory.resolve(PackageManifest.PARAMETERS);
    return this;
  }

  /** Convolutions multiply in half precision while they learn; meant for CUDA. */
  public PackageTraining inMixedPrecision() {
    this.half = true;
    return this;
  }

  /** Trains and writes the package; with {@code resume} goes on where a training stopped. */
  public void run(Path output, String device, boolean resume) throws IOException {
    CodeCheck.require(given.about().id(), given.classes());
    SampleReader reader = new SampleReader(given, root, splits);
    List<Sample> train = reader.read("train");
    List<Sample> val = reader.read("val");
    Vocabulary vocabulary = Vocabulary.of(texts(train), MOST_WORDS, MOST_PIECES);
    Phrases phrases = Phrases.of(descriptions(train));
    NetworkConfig sized =
        given.network().sized(given.classes().size(), vocabulary.size(), phrases.size());
    TrainingConfig config = given.with(sized);
    progress.accept(
        "%s %s: %d training and %d validation cases, %d words, %d phrases"
            .formatted(
                config.about().id(),
                sized.architecture().label(),
                train.size(),
                val.size(),
                vocabulary.size(),
                phrases.size()));
    Tokeniser tokeniser = new Tokeniser(vocabulary);
    Spoiling spoiling = new Spoiling(sized.inputSize(), reader.outOfScope("train", MOST_OTHERS));
    TrainingBatch batches =
        new TrainingBatch(
            config, tokeniser, phrases, phantoms, spoiling, new Contradictions(train));
    Spoiling strange = new Spoiling(sized.inputSize(), reader.outOfScope("val", MOST_OTHERS));
    Validation validation = new Validation(config, tokeniser, phrases, phantoms, val, strange);
    Device on = ModelRuntime.device(device);
    Checkpoint checkpoint = new Checkpoint(output.resolve("training"));
    samplesPerSecond =
        new Training(config, batches, validation, checkpoint, progress, half)
            .run(train, on, resume, begin);
    write(config, vocabulary, phrases, validation, checkpoint, train, on, output);
  }

  private void write(
      TrainingConfig config,
      Vocabulary vocabulary,
      Phrases phrases,
      Validation validation,
      Checkpoint checkpoint,
      List<Sample> train,
      Device on,
      Path output)
      throws IOException {
    Path parameters = output.resolve(PackageManifest.PARAMETERS);
    Files.write(parameters, Files.readAllBytes(checkpoint.best()));
    ReadingNetwork network = config.network().architecture().assemble(config.network());
    try (NDManager manager = NDManager.newBaseManager(on);
        InputStream in = Files.newInputStream(parameters)) {
      Checkpoint.load(network, manager, in);
      Choices choices = Choices.of(config, validation, new NetworkReader(network, manager));
      PackageManifest manifest =
          new PackageManifest(
              config.about(),
              config.classes(),
              config.exclusive(),
              config.network(),
              vocabulary.entries(),
              phrases.entries(),
              choices.modes(),
              choices.agreementTemperature(),
              choices.boxThreshold(),
              choices.scopeThreshold(),
              account(config, checkpoint, train, validation.samples()),
              null,
              PackageFiles.sha256(Files.readAllBytes(parameters)));
      PackageFiles.write(manifest, output);
    }
  }

  private Map<String, String> account(
      TrainingConfig config, Checkpoint checkpoint, List<Sample> train, List<Sample> val) {
    Map<String, String> account = new LinkedHashMap<>();
    account.put("architecture", config.network().architecture().label());
    account.put("seed", Long.toString(config.seed()));
    if (begin != null) {
      account.put("began", "with the parameters of another package of this network");
    }
    account.put("precision", half ? "mixed" : "single");
    account.put("epochs", Integer.toString(config.epochs()));
    account.put("bestEpoch", Integer.toString(checkpoint.bestEpoch()));
    account.put("trainingCases", Integer.toString(train.size()));
    account.put("validationCases", Integer.toString(val.size()));
    account.put("choices", "temperatures, thresholds and the best epoch were chosen on validation");
    account.put("phantomReports", Double.toString(config.phantomReports()));
    account.put("reportSteps", Integer.toString(config.reportSteps()));
    account.put("hideLabelWords", Double.toString(config.hideLabelWords()));
    for (TrainingConfig.Source source : config.data()) {
      account.put(
          "data." + source.directory(),
          "permissive rows of split train, weight "
              + source.weight()
              + (source.hideLabelWords() ? ", label words of its own texts hidden" : ""));
    }
    Map<String, Long> licences = new LinkedHashMap<>();
    for (Sample sample : train) {
      licences.merge(sample.example().licence(), 1L, Long::sum);
    }
    account.put("licences", licences.toString());
    return account;
  }

  private List<String> texts(List<Sample> train) {
    List<String> texts = new ArrayList<>();
    for (Sample sample : train) {
      texts.add(sample.example().text());
    }
    if (phantoms != null) {
      Random chance = new Random(given.seed());
      for (int i = 0; i < PHANTOMS_FOR_VOCABULARY; i++) {
        texts.add(phantoms.write(train.get(i % train.size()).example().labels(), chance));
      }
      texts.addAll(phantoms.everyPhrase());
    }
    texts.addAll(Arrays.asList(CommonEnglish.WORDS, CommonEnglish.WORDS));
    return texts;
  }

  private static List<String> descriptions(List<Sample> train) {
    List<String> descriptions = new ArrayList<>(List.of("left right"));
    for (Sample sample : train) {
      String description = sample.description();
      if (description != null) {
        descriptions.add(description);
      }
    }
    return descriptions;
  }

  /** A bundled configuration, copied where it can be read as files. */
  public static Path bundled(String name, Path into) {
    try {
      Files.createDirectories(into);
      for (String file : List.of("training.json", "phrases.json")) {
        String resource = "/model-packages/" + name + "/" + file;
        try (InputStream in = PackageTraining.class.getResourceAsStream(resource)) {
          if (in != null) {
            Files.write(into.resolve(file), in.readAllBytes());
          }
        }
      }
      return into.resolve("training.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
