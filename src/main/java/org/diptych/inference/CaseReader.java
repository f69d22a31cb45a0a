package org.diptych.inference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.diptych.dicom.DisplayImage;
import org.diptych.journal.Entry;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.model.LuminanceImage;
import org.diptych.model.ModelPackage;
import org.diptych.model.PackageShelf;
import org.diptych.model.Reading;
import org.diptych.study.Findings;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads a ready case with the model of its modality and body part. */
@ApplicationScoped
@Named("caseReader")
public class CaseReader {
  private static final Logger LOG = Logger.getLogger(CaseReader.class);

  private final Journal journal;
  private final ObjectStore store;
  private final PackageShelf shelf;
  private final ReadingDesk desk;
  private final ImageChoice images;
  private final InferenceConfig config;
  private final Clock clock;

  @Inject
  CaseReader(
      Journal journal,
      ObjectStore store,
      PackageShelf shelf,
      ReadingDesk desk,
      ImageChoice images,
      InferenceConfig config,
      Clock clock) {
    this.journal = journal;
    this.store = store;
    this.shelf = shelf;
    this.desk = desk;
    this.images = images;
    this.config = config;
    this.clock = clock;
  }

  /** Reads the case version of a {@code case-ready} entry, once. */
  public ReadingOutcome read(Entry caseReady) {
    ReadingOutcome outcome = attempt(caseReady);
    if (outcome instanceof ReadingOutcome.SetAside aside) {
      journal.transact(transaction -> ReadingLedger.setAside(transaction, caseReady, aside, clock));
      LOG.infof("case set aside case=%s: %s", caseReady.requireCase(), aside.reason());
    } else if (outcome instanceof ReadingOutcome.Read read) {
      journal.transact(transaction -> ReadingLedger.keep(transaction, caseReady, read, clock));
      LOG.infof("case read case=%s by=%s", caseReady.requireCase(), read.findings().model().id());
    }
    return outcome;
  }

  private ReadingOutcome attempt(Entry caseReady) {
    Optional<CaseMaterial> found =
        journal.transact(transaction -> CaseMaterial.of(transaction, caseReady));
    if (found.isEmpty()) {
      return new ReadingOutcome.Overtaken();
    }
    CaseMaterial material = found.get();
    Findings known = material.known();
    if (known != null) {
      return new ReadingOutcome.Read(known, Duration.ZERO);
    }
    if (material.study() == null) {
      return new ReadingOutcome.SetAside("the case has no study to read");
    }
    PackageShelf.Choice choice =
        shelf.choose(material.study().modality(), material.study().bodyPart());
    if (choice instanceof PackageShelf.Choice.None none) {
      return new ReadingOutcome.SetAside(none.reason());
    }
    ModelPackage model = ((PackageShelf.Choice.Found) choice).model();
    List<KeptInstance> candidates = ImageChoice.candidates(material.instances(), model.about());
    if (candidates.isEmpty()) {
      return new ReadingOutcome.SetAside("the study has no image that the model reads");
    }
    try {
      return images
          .firstReadable(candidates)
          .<ReadingOutcome>map(image -> readWith(model, material, image, caseReady.recordedAt()))
          .orElseGet(() -> new ReadingOutcome.SetAside("no image of the study could be decoded"));
    } catch (IOException e) {
      throw new UncheckedIOException("an object of the study cannot be opened", e);
    }
  }

  private ReadingOutcome readWith(
      ModelPackage model, CaseMaterial material, ReadableImage image, Instant readySince) {
    DisplayImage pixels = image.pixels();
    long handedIn = System.nanoTime();
    Reading reading =
        desk.read(
            model,
            new LuminanceImage(
                pixels.width(), pixels.height(), pixels.luminance(), pixels.colour()),
            material.text(),
            material.subject().priority(),
            readySince);
    Duration took = Duration.ofNanos(System.nanoTime() - handedIn);
    int limit = config.pictureSize();
    try {
      String preview = store.keep(out -> Pictures.writePng(Pictures.preview(pixels, limit), out));
      @Nullable String overlay =
          reading.abstained() == null
              ? store.keep(out -> Pictures.writePng(Pictures.overlay(pixels, reading, limit), out))
              : null;
      return new ReadingOutcome.Read(
          FindingsMapper.findings(
              material.subject(),
              model.about(),
              reading,
              image.sopInstance(),
              preview,
              overlay,
              clock.instant()),
          took);
    } catch (IOException e) {
      throw new UncheckedIOException("the pictures of a reading were not kept", e);
    }
  }
}
