package org.diptych.inference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.diptych.dicom.DisplayImageReader;
import org.diptych.dicom.UnreadablePixels;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.model.ImageRule;
import org.diptych.model.PackageAbout;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;

/** Finds the image of a study that a model reads: the one it wants most that can be shown. */
@ApplicationScoped
class ImageChoice {
  private static final Logger LOG = Logger.getLogger(ImageChoice.class);

  /** Secondary Capture and its multi-frame kin (PS3.4 annex B.5): screenshots, not acquisitions. */
  private static final Set<String> SECONDARY_CAPTURE =
      Set.of(
          "1.2.840.10008.5.1.4.1.1.7",
          "1.2.840.10008.5.1.4.1.1.7.1",
          "1.2.840.10008.5.1.4.1.1.7.2",
          "1.2.840.10008.5.1.4.1.1.7.3",
          "1.2.840.10008.5.1.4.1.1.7.4");

  private static final int ATTEMPTS = 5;

  private final ObjectStore store;
  private final DisplayImageReader reader;

  @Inject
  ImageChoice(ObjectStore store, DisplayImageReader reader) {
    this.store = store;
    this.reader = reader;
  }

  /**
   * The instances a package may read, in the order in which it wants them: the most wanted view, of
   * those the series with the most, of those what was acquired before what was computed, then by
   * instance number.
   */
  static List<KeptInstance> candidates(List<KeptInstance> instances, PackageAbout model) {
    ImageRule rule = model.imageRule();
    List<KeptInstance> suitable =
        instances.stream().filter(kept -> suits(kept.instance(), model)).toList();
    Map<Uid, Long> ofSeries =
        suitable.stream()
            .collect(
                Collectors.groupingBy(kept -> kept.instance().series(), Collectors.counting()));
    Comparator<KeptInstance> wanted =
        Comparator.comparingInt(kept -> rule.rank(kept.instance().viewPosition()));
    return suitable.stream()
        .sorted(
            wanted
                .thenComparing(kept -> -ofSeries.getOrDefault(kept.instance().series(), 0L))
                .thenComparing(kept -> ImageRule.isDerived(kept.instance().imageType()))
                .thenComparing(ImageChoice::number)
                .thenComparing(kept -> kept.instance().uid().value()))
        .toList();
  }

  private static boolean suits(SopInstance instance, PackageAbout model) {
    String bodyPart = instance.bodyPart();
    return instance.isImage()
        && model.modalities().contains(String.valueOf(instance.modality()))
        && (bodyPart == null || model.bodyParts().contains(bodyPart))
        && !SECONDARY_CAPTURE.contains(instance.sopClass().value())
        && model.imageRule().accepts(instance.imageType(), instance.viewPosition());
  }

  private static int number(KeptInstance kept) {
    Integer number = kept.instance().instanceNumber();
    return number == null ? Integer.MAX_VALUE : number;
  }

  /** The first candidate whose pixels can be shown. */
  Optional<ReadableImage> firstReadable(List<KeptInstance> candidates) throws IOException {
    for (KeptInstance kept : candidates.subList(0, Math.min(ATTEMPTS, candidates.size()))) {
      try {
        return Optional.of(
            new ReadableImage(kept.instance().uid(), reader.read(store.path(kept.object()), 0)));
      } catch (UnreadablePixels e) {
        LOG.warnf("pixels not shown sop=%s: %s", kept.instance().uid(), e.reason());
      }
    }
    return Optional.empty();
  }
}
