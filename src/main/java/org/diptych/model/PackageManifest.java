package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code model.json} of a package.
 *
 * @param vocabulary of reports
 * @param phrases of descriptions
 * @param modes how readings of {@code both}, {@code image} and {@code report} are calibrated
 * @param agreementTemperature of the judgement whether report and picture belong together
 * @param boxThreshold probability of the mask at which the sides of a box lie, or null where the
 *     box head's own is taken
 * @param scopeThreshold below which a picture is refused
 * @param training what it was trained on and how
 * @param metrics measured on named data; null until they are
 * @param parametersSha256 of the file {@code parameters}
 */
record PackageManifest(
    PackageAbout about,
    List<ClassDefinition> classes,
    boolean exclusive,
    NetworkConfig network,
    List<String> vocabulary,
    List<String> phrases,
    Map<String, ModeCalibration> modes,
    double agreementTemperature,
    @Nullable Double boxThreshold,
    double scopeThreshold,
    Map<String, String> training,
    @Nullable JsonNode metrics,
    String parametersSha256) {
  static final String FILE = "model.json";
  static final String PARAMETERS = "parameters";

  /** How readings of a mode are calibrated. */
  ModeCalibration calibration(Reading.Mode mode) {
    ModeCalibration calibration = modes.get(key(mode));
    if (calibration == null) {
      throw new IllegalStateException("no calibration of " + key(mode));
    }
    return calibration;
  }

  static String key(Reading.Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  PackageManifest with(JsonNode measured) {
    return new PackageManifest(
        about,
        classes,
        exclusive,
        network,
        vocabulary,
        phrases,
        modes,
        agreementTemperature,
        boxThreshold,
        scopeThreshold,
        training,
        measured,
        parametersSha256);
  }
}
