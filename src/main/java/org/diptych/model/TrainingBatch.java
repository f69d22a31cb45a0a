package org.diptych.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws one batch: augmented, with halves missing and pictures spoilt at the configured rates. */
final class TrainingBatch {
  private final TrainingConfig config;
  private final Tokeniser tokeniser;
  private final Phrases phrases;
  private final @Nullable PhantomReports phantoms;
  private final LabelWords labelWords;
  private final Spoiling spoiling;
  private final BatchAssembly assembly;
  private final Contradictions contradictions;

  TrainingBatch(
      TrainingConfig config,
      Tokeniser tokeniser,
      Phrases phrases,
      @Nullable PhantomReports phantoms,
      Spoiling spoiling,
      Contradictions contradictions) {
    this.config = config;
    this.tokeniser = tokeniser;
    this.phrases = phrases;
    this.phantoms = phantoms;
    this.spoiling = spoiling;
    this.contradictions = contradictions;
    this.labelWords = labelWords(config.classes());
    this.assembly = new BatchAssembly(config.network());
  }

  static LabelWords labelWords(List<ClassDefinition> classes) {
    return new LabelWords(classes.stream().flatMap(c -> c.words().stream()).toList());
  }

  /** A batch in plain arrays: it can be drawn by any thread before a device wants it. */
  final class Drawn {
    private final List<PreparedCase> cases;
    private final Slots slots;

    private Drawn(List<PreparedCase> cases, Slots slots) {
      this.cases = cases;
      this.slots = slots;
    }

    Inputs inputs(NDManager manager) {
      return assembly.assemble(manager, cases);
    }

    Targets targets(NDManager manager) {
      return slots.targets(manager);
    }
  }

  Drawn draw(List<Sample> samples, Random chance) {
    NetworkConfig net = config.network();
    Slots slots = new Slots(samples.size(), net);
    List<PreparedCase> cases = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      cases.add(prepare(samples.get(i), i, slots, chance));
    }
    return new Drawn(cases, slots);
  }

  /**
   * Phantom reports alone, of label sets drawn anew; where several classes may be true, none at all
   * means the normal class.
   */
  Drawn drawReports(int size, Random chance) {
    if (phantoms == null) {
      throw new IllegalStateException("report steps need phrases for phantom reports");
    }
    Slots slots = new Slots(size, config.network());
    List<PreparedCase> cases = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<String> labels = labels(chance);
      slots.say(i, labels, config.classes());
      String text = phantoms.write(labels, chance);
      List<Token> report = tokeniser.read(text, config.network().maxWords(), chance);
      cases.add(new PreparedCase(null, report, new int[] {Phrases.END}));
    }
    return new Drawn(cases, slots);
  }

  private List<String> labels(Random chance) {
    List<ClassDefinition> classes = config.classes();
    if (config.exclusive()) {
      return List.of(classes.get(chance.nextInt(classes.size())).label());
    }
    List<String> labels = new ArrayList<>();
    boolean sick = chance.nextInt(3) > 0;
    for (ClassDefinition each : classes) {
      if (!each.normal() && sick && chance.nextInt(3) == 0) {
        labels.add(each.label());
      }
    }
    if (labels.isEmpty()) {
      classes.stream().filter(ClassDefinition::normal).forEach(each -> labels.add(each.label()));
    }
    return labels;
  }

  private PreparedCase prepare(Sample sample, int i, Slots slots, Random chance) {
    int side = config.network().inputSize();
    Augmentation change = new Augmentation(side, config.augmentation(), config.flip(), chance);
    double draw = chance.nextDouble();
    boolean sees = config.network().architecture().readsImages();
    boolean spoilt = sees && chance.nextDouble() < config.spoilt();
    boolean noImage = !spoilt && draw < config.noImage();
    boolean noReport = !noImage && draw > 1 - config.noReport();
    float[] pixels = sees ? change.picture(sample.image().pixels()) : null;
    boolean judged = !spoilt && !noImage && !noReport;
    String against =
        judged && chance.nextDouble() < config.discordant()
            ? against(sample, change, chance)
            : null;
    String text = noReport ? null : against == null ? text(sample, change, chance) : against;
    List<Token> report =
        text == null ? null : tokeniser.read(text, config.network().maxWords(), chance);
    if (judged && config.discordant() > 0) {
      slots.agree(i, against == null);
    }
    if (against != null) {
      // Nobody can say what is true of a picture and a report that contradict each other.
      slots.scope(i, true, true);
      return new PreparedCase(pixels, report, new int[] {Phrases.END});
    }
    String said = change.text(sample.description());
    int[] description =
        said == null
            ? new int[] {Phrases.END}
            : phrases.encode(said, config.network().maxDescription());
    slots.scope(i, !spoilt, !noImage);
    if (spoilt && pixels != null) {
      return new PreparedCase(spoiling.spoil(pixels, chance), report, description);
    }
    slots.truth(i, sample);
    slots.place(
        i,
        sample.mask() == null ? null : change.mask(sample.mask()),
        sample.box() == null ? null : change.box(sample.box()));
    if (said != null) {
      slots.say(i, description);
    }
    return new PreparedCase(noImage ? null : pixels, report, description);
  }

  private @Nullable String against(Sample sample, Augmentation change, Random chance) {
    Contradictions.Choice choice = contradictions.of(sample, chance);
    if (choice == null) {
      return null;
    }
    Sample other = choice.other();
    return other == null ? change.text(choice.text()) : text(other, change, chance);
  }

  private String text(Sample sample, Augmentation change, Random chance) {
    if (phantoms != null && chance.nextDouble() < config.phantomReports()) {
      return phantoms.write(sample.example().labels(), chance);
    }
    String own = sample.example().text();
    boolean hide =
        sample.source().hideLabelWords() || chance.nextDouble() < config.hideLabelWords();
    String text = change.text(hide ? labelWords.hide(own) : own);
    return text == null ? "" : text;
  }

  /** The arrays that become {@link Targets}. */
  private static final class Slots {
    private final int b;
    private final NetworkConfig net;
    private final int cells;
    private final float[] classes;
    private final float[] weights;
    private final float[] box;
    private final float[] hasBox;
    private final float[] mask;
    private final float[] hasMask;
    private final long[] tokens;
    private final float[] tokenCounts;
    private final float[] scope;
    private final float[] scopeCounts;
    private final float[] agreement;
    private final float[] agreementCounts;

    Slots(int b, NetworkConfig net) {
      this.b = b;
      this.net = net;
      this.cells = net.maskSide() * net.maskSide();
      classes = new float[b * net.classes()];
      weights = new float[b * net.classes()];
      box = new float[b * 4];
      hasBox = new float[b];
      mask = new float[b * cells];
      hasMask = new float[b];
      tokens = new long[b * net.maxDescription()];
      tokenCounts = new float[b * net.maxDescription()];
      scope = new float[b];
      scopeCounts = new float[b];
      agreement = new float[b];
      agreementCounts = new float[b];
    }

    void scope(int i, boolean inside, boolean shown) {
      scope[i] = inside ? 1 : 0;
      scopeCounts[i] = shown ? 1 : 0;
    }

    void agree(int i, boolean agrees) {
      agreement[i] = agrees ? 1 : 0;
      agreementCounts[i] = 1;
    }

    void truth(int i, Sample sample) {
      int n = net.classes();
      System.arraycopy(sample.truth(), 0, classes, i * n, n);
      System.arraycopy(sample.weight(), 0, weights, i * n, n);
    }

    void say(int i, List<String> labels, List<ClassDefinition> definitions) {
      for (int c = 0; c < net.classes(); c++) {
        classes[i * net.classes() + c] = labels.contains(definitions.get(c).label()) ? 1 : 0;
        weights[i * net.classes() + c] = 1;
      }
    }

    void place(int i, float @Nullable [] trueMask, float @Nullable [] trueBox) {
      if (trueMask != null) {
        System.arraycopy(trueMask, 0, mask, i * cells, cells);
        hasMask[i] = 1;
      }
      if (trueBox != null) {
        System.arraycopy(trueBox, 0, box, i * 4, 4);
        hasBox[i] = 1;
      }
    }

    void say(int i, int[] description) {
      for (int k = 0; k < description.length; k++) {
        tokens[i * net.maxDescription() + k] = description[k];
        tokenCounts[i * net.maxDescription() + k] = 1;
      }
    }

    Targets targets(NDManager m) {
      Shape perClass = new Shape(b, net.classes());
      Shape one = new Shape(b, 1);
      Shape said = new Shape(b, net.maxDescription());
      return new Targets(
          m.create(classes, perClass),
          m.create(weights, perClass),
          m.create(box, new Shape(b, 4)),
          m.create(hasBox, one),
          m.create(mask, new Shape(b, cells)),
          m.create(hasMask, one),
          m.create(tokens, said),
          m.create(tokenCounts, said),
          m.create(scope, one),
          m.create(scopeCounts, one),
          m.create(agreement, one),
          m.create(agreementCounts, one));
    }
  }
}
