package org.diptych.model.phantom;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One phantom patient: the truth, and what each half shows of it.
 *
 * @param lesion what the disease did, or null when there is none
 * @param decoy something that looks like a lesion and is none, or null
 * @param imageDecides whether the picture alone tells the disease
 * @param reportDecides whether the report alone tells it
 */
record PhantomCase(
    Disease disease,
    @Nullable Lesion lesion,
    @Nullable Lesion decoy,
    boolean imageDecides,
    boolean reportDecides) {
  private static final double LEAST_RADIUS = 0.11;
  private static final double RADIUS_RANGE = 0.07;

  static PhantomCase draw(PhantomConfig config, Random chance) {
    Disease disease = Disease.values()[chance.nextInt(Disease.values().length)];
    double kind = chance.nextDouble();
    boolean imageDecides = kind >= config.onlyReport();
    boolean reportDecides =
        kind < config.onlyReport() || kind >= config.onlyReport() + config.onlyImage();
    boolean sick = disease != Disease.NORMAL;
    Pattern shown = imageDecides ? disease.pattern() : Pattern.OPACITY;
    Lesion lesion = sick ? lesion(shown, chance.nextBoolean(), chance) : null;
    Lesion decoy = null;
    if (!imageDecides) {
      boolean left = lesion == null ? chance.nextBoolean() : !lesion.patientLeft();
      decoy = lesion == null || chance.nextBoolean() ? lesion(Pattern.OPACITY, left, chance) : null;
    }
    return new PhantomCase(disease, lesion, decoy, imageDecides, reportDecides);
  }

  /** A lesion within one lung. */
  static Lesion lesion(Pattern pattern, boolean patientLeft, Random chance) {
    double radiusX = LEAST_RADIUS + RADIUS_RANGE * chance.nextDouble();
    double radiusY = LEAST_RADIUS + RADIUS_RANGE * chance.nextDouble();
    int zone = chance.nextInt(3);
    double x = Anatomy.LUNG_X + 0.05 * (chance.nextDouble() - 0.5);
    double y = Anatomy.LUNG_TOP + (zone + 0.2 + 0.6 * chance.nextDouble()) * Anatomy.ZONE_HEIGHT;
    return new Lesion(pattern, patientLeft, zone, patientLeft ? 1 - x : x, y, radiusX, radiusY);
  }

  /** What a radiologist who knew everything would write. */
  String description() {
    if (lesion == null) {
      return decoy == null
          ? "No focal lesion. The lungs are clear."
          : "Old scar in the %s %s zone. No active disease."
              .formatted(decoy.side(), decoy.zoneName());
    }
    return "A %s %s in the %s %s zone, consistent with %s."
        .formatted(
            lesion.size(),
            lesion.pattern().noun(),
            lesion.side(),
            lesion.zoneName(),
            disease.label());
  }

  List<String> labels() {
    return List.of(disease.label());
  }
}
