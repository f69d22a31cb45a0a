package org.diptych.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A loaded model package; it reads cases from several threads at once. */
public final class ModelPackage implements AutoCloseable {
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

  private final PackageSource source;
  private final String fingerprint;
  private final PackageManifest manifest;
  private final NDManager parameters;
  private final NetworkReader reader;
  private final Tokeniser tokeniser;
  private final Phrases phrases;
  private final Calls calls;
  private final Refusal refusal;
  private final LabelWords labelWords;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private long askedAt;
  private boolean answered;

  private ModelPackage(
      PackageSource source,
      String fingerprint,
      PackageManifest manifest,
      NDManager parameters,
      NetworkReader reader) {
    Vocabulary vocabulary = new Vocabulary(manifest.vocabulary());
    this.source = source;
    this.fingerprint = fingerprint;
    this.manifest = manifest;
    this.parameters = parameters;
    this.reader = reader;
    this.tokeniser = new Tokeniser(vocabulary);
    this.phrases = new Phrases(manifest.phrases());
    this.calls = new Calls(manifest, phrases);
    this.refusal = new Refusal(vocabulary, manifest.scopeThreshold());
    this.labelWords = TrainingBatch.labelWords(manifest.classes());
  }

  /**
   * Loads a bundled package by name, or a directory.
   *
   * @param device {@code cpu}, {@code cuda} or {@code auto}
   */
  public static ModelPackage load(String nameOrDirectory, String device) throws IOException {
    Path directory = Path.of(nameOrDirectory);
    boolean bundled =
        PackageSource.BUNDLED.contains(nameOrDirectory) && !Files.isDirectory(directory);
    return load(
        bundled
            ? new PackageSource.Bundled(nameOrDirectory)
            : new PackageSource.Directory(directory),
        device);
  }

  static ModelPackage load(PackageSource source, String device) throws IOException {
    PackageManifest manifest = manifest(source);
    byte[] bytes = source.bytes(PackageManifest.PARAMETERS);
    if (!PackageFiles.sha256(bytes).equals(manifest.parametersSha256())) {
      throw new BrokenPackage(source.name() + ": its parameters are not those of model.json");
    }
    ReadingNetwork network = manifest.network().architecture().assemble(manifest.network());
    Device on = ModelRuntime.device(device);
    DeviceCheck.require(on);
    NDManager parameters = NDManager.newBaseManager(on);
    try {
      Checkpoint.load(network, parameters, new ByteArrayInputStream(bytes));
      network.every(Convolution.class).forEach(each -> each.fold(parameters));
    } catch (IOException | RuntimeException e) {
      parameters.close();
      throw new BrokenPackage(source.name() + ": its parameters do not fit its network", e);
    }
    String fingerprint = PackageFiles.sha256(source.bytes(PackageManifest.FILE));
    return new ModelPackage(
        source, fingerprint, manifest, parameters, new NetworkReader(network, parameters));
  }

  private static PackageManifest manifest(PackageSource source) throws IOException {
    PackageManifest manifest;
    try {
      manifest = PackageFiles.manifest(source.bytes(PackageManifest.FILE));
    } catch (JsonProcessingException e) {
      throw new BrokenPackage(source.name() + ": model.json does not read", e);
    }
    CodeCheck.require(source.name(), manifest.classes());
    NetworkConfig network = manifest.network();
    if (network.classes() != manifest.classes().size()
        || network.words() != manifest.vocabulary().size()
        || network.phrases() != manifest.phrases().size()) {
      throw new BrokenPackage(source.name() + ": model.json contradicts itself about sizes");
    }
    for (Reading.Mode mode : Reading.Mode.values()) {
      ModeCalibration calibration = manifest.modes().get(PackageManifest.key(mode));
      if (calibration == null
          || calibration.offsets().size() != network.classes()
          || calibration.thresholds().size() != network.classes()) {
        throw new BrokenPackage(
            source.name() + ": model.json calibrates no " + PackageManifest.key(mode));
      }
    }
    return manifest;
  }

  public PackageAbout about() {
    return manifest.about();
  }

  public List<ClassDefinition> classes() {
    return manifest.classes();
  }

  /** What a person should know of it, as Markdown. */
  String card() {
    return ModelCard.of(manifest);
  }

  ReadingNetwork network() {
    return reader.network();
  }

  /** A manager beside the parameters', on their device. */
  NDManager newManager() {
    return parameters.newSubManager();
  }

  PackageManifest manifest() {
    return manifest;
  }

  PackageSource source() {
    return source;
  }

  /** Digest of its {@code model.json}, which holds that of its parameters. */
  String fingerprint() {
    return fingerprint;
  }

  /** The text without the sentences that name a class. */
  String hideLabelWords(String text) {
    return labelWords.hide(text);
  }

  /** Reads a case of which one half may be missing; abstains when it is not what it is for. */
  public Reading read(@Nullable LuminanceImage image, @Nullable String text) {
    return read(List.of(prepare(image, text))).get(0);
  }

  /** Makes a case ready to be read, and decides what can be refused without reading it. */
  public PreparedReading prepare(@Nullable LuminanceImage image, @Nullable String text) {
    PreparedReading halves = halves(image, text, null);
    if (halves.mode() == null) {
      return halves(image, text, "there is neither an image nor a report to read");
    }
    String why = image == null ? null : refusal.ofImage(image, halves.prepared());
    why = why == null && text != null ? refusal.ofText(text) : why;
    return why == null ? halves : halves(image, text, why);
  }

  /** Reads cases in one batch; the readings are in their order. */
  public List<Reading> read(List<PreparedReading> cases) {
    List<PreparedReading> accepted = cases.stream().filter(one -> one.refused() == null).toList();
    Iterator<Reading> read = readAccepted(accepted).iterator();
    List<Reading> readings = new ArrayList<>();
    for (PreparedReading one : cases) {
      Reading.Mode mode = one.mode();
      String why = one.refused();
      readings.add(
          why == null
              ? read.next()
              : Reading.abstained(mode == null ? Reading.Mode.BOTH : mode, why));
    }
    return readings;
  }

  private List<Reading> readAccepted(List<PreparedReading> cases) {
    List<Reading> readings = new ArrayList<>();
    Iterator<List<RawReading>> raws = raw(cases, 1).iterator();
    for (PreparedReading one : cases) {
      List<RawReading> raw = raws.next();
      String why = refusedByLooks(one, raw);
      readings.add(why == null ? compose(one, raw) : Reading.abstained(requireMode(one), why));
    }
    return readings;
  }

  /** Of each case: all there is, then image alone and report alone where there are both. */
  private List<List<RawReading>> raw(List<PreparedReading> cases, int beam) {
    if (cases.isEmpty()) {
      return List.of();
    }
    List<PreparedCase> rows = new ArrayList<>();
    cases.forEach(one -> rows.add(one.whole()));
    cases.forEach(one -> rows.addAll(one.halves()));
    List<RawReading> raw = forward(rows, cases.size(), beam);
    Iterator<RawReading> halves = raw.subList(cases.size(), raw.size()).iterator();
    List<List<RawReading>> of = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      List<RawReading> own = new ArrayList<>(List.of(raw.get(i)));
      cases.get(i).halves().forEach(half -> own.add(halves.next()));
      of.add(own);
    }
    return of;
  }

  /** Everything that uses the parameters passes here, so that nobody closes them meanwhile. */
  private List<RawReading> forward(List<PreparedCase> rows, int described, int beam) {
    use.readLock().lock();
    try {
      return reader.read(rows, described, beam, calls::wording);
    } finally {
      use.readLock().unlock();
    }
  }

  /**
   * A reading that was made whether it should or not, for measuring.
   *
   * @param refused why the package would have abstained, or null
   */
  record Judged(Reading reading, @Nullable String refused) {}

  /** Reads cases of which each has at least one half, without asking whether it should. */
  List<Judged> readAnyway(List<PreparedReading> cases, int beam) {
    List<Judged> judged = new ArrayList<>();
    Iterator<List<RawReading>> raws = raw(cases, beam).iterator();
    for (PreparedReading one : cases) {
      List<RawReading> raw = raws.next();
      String refused = one.refused() == null ? refusedByLooks(one, raw) : one.refused();
      judged.add(new Judged(compose(one, raw), refused));
    }
    return judged;
  }

  private @Nullable String refusedByLooks(PreparedReading one, List<RawReading> raw) {
    int alone = one.mode() == Reading.Mode.BOTH ? 1 : 0;
    return one.seen() == null ? null : refusal.ofScope(raw.get(alone).scope());
  }

  /**
   * Whether a small picture comes back as numbers: a real forward pass, at most every ten seconds.
   */
  public synchronized boolean answers() {
    long now = System.nanoTime();
    if (askedAt == 0 || now - askedAt > ASKED_AGAIN.toNanos()) {
      answered = answersNow();
      askedAt = now;
    }
    return answered;
  }

  private boolean answersNow() {
    int side = manifest.network().inputSize();
    float[] ramp = new float[side * side];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (float) (i % side) / side;
    }
    boolean sees = manifest.network().architecture().readsImages();
    LuminanceImage image = sees ? new LuminanceImage(side, side, ramp, false) : null;
    try {
      PreparedCase small = halves(image, "no finding", null).whole();
      double[] p =
          calls.probabilities(forward(List.of(small), 0, 1).get(0).logits(), Reading.Mode.BOTH);
      return Double.isFinite(p[0]);
    } catch (RuntimeException e) {
      // Whatever the device throws, the answer is the same.
      return false;
    }
  }

  private PreparedReading halves(
      @Nullable LuminanceImage image, @Nullable String text, @Nullable String refused) {
    NetworkConfig network = manifest.network();
    List<Token> tokens = text == null ? List.of() : tokeniser.read(text, network.maxWords());
    boolean readsImage = network.architecture().readsImages();
    boolean readsReport = network.architecture().readsReports();
    return new PreparedReading(
        image,
        image == null ? null : PixelPreparation.prepare(image, network.inputSize()),
        readsImage,
        tokens.isEmpty() || !readsReport ? null : tokens,
        refused);
  }

  private static Reading.Mode requireMode(PreparedReading one) {
    Reading.Mode mode = one.mode();
    if (mode == null) {
      throw new IllegalStateException("nothing was read");
    }
    return mode;
  }

  private Reading compose(PreparedReading halves, List<RawReading> raw) {
    Reading.Mode mode = requireMode(halves);
    boolean both = mode == Reading.Mode.BOTH;
    double[] all = calls.probabilities(raw.get(0).logits(), mode);
    double[] image = mode == Reading.Mode.IMAGE ? all : unknown(all.length);
    double[] report = mode == Reading.Mode.REPORT ? all : unknown(all.length);
    if (both) {
      image = calls.probabilities(raw.get(1).logits(), Reading.Mode.IMAGE);
      report = calls.probabilities(raw.get(2).logits(), Reading.Mode.REPORT);
    }
    boolean judges = manifest.network().architecture().judgesAgreement();
    double agreement = both && judges ? agreement(raw.get(0)) : 0.5;
    List<Reading.ClassReading> classes = new ArrayList<>();
    boolean[] present = calls.present(all, mode);
    boolean localised = false;
    for (int c = 0; c < all.length; c++) {
      double together = image[c] * report[c] + (1 - image[c]) * (1 - report[c]);
      boolean likely = Math.max(image[c], report[c]) >= 0.5;
      together = both && judges && likely ? Math.min(together, agreement) : together;
      ClassDefinition definition = manifest.classes().get(c);
      localised |= present[c] && definition.localised();
      classes.add(
          new Reading.ClassReading(definition, all[c], image[c], report[c], together, present[c]));
    }
    HeatMap heat = HeatMap.of(raw.get(0).mask(), halves.prepared());
    return new Reading(
        mode,
        classes,
        agreement,
        localised ? box(raw.get(0), halves) : null,
        heat.values(),
        heat.columns(),
        phrases.write(raw.get(0).description()),
        words(raw.get(0), halves.report()),
        null);
  }

  private double agreement(RawReading raw) {
    return Calibration.sigmoid(
        Calibration.logit(raw.agreement()) / manifest.agreementTemperature());
  }

  private static double[] unknown(int n) {
    double[] half = new double[n];
    Arrays.fill(half, 0.5);
    return half;
  }

  private double @Nullable [] box(RawReading raw, PreparedReading halves) {
    if (halves.image() == null || halves.prepared() == null) {
      return null;
    }
    Double threshold = manifest.boxThreshold();
    float[] region = threshold == null ? null : LesionBox.of(raw.mask(), threshold);
    float[] box = region == null ? raw.box() : region;
    return halves.prepared().toOriginal(box, halves.image().width(), halves.image().height());
  }

  private static List<Reading.Word> words(RawReading raw, @Nullable List<Token> tokens) {
    List<Reading.Word> words = new ArrayList<>();
    for (int i = 0; tokens != null && i < tokens.size(); i++) {
      Token token = tokens.get(i);
      words.add(new Reading.Word(token.begin(), token.end(), raw.wordWeights()[i]));
    }
    return words;
  }

  /** Lets readings end, then frees the parameters. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      parameters.close();
    } finally {
      use.writeLock().unlock();
    }
  }
}
