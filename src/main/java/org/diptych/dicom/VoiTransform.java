package org.diptych.dicom;

import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.jspecify.annotations.Nullable;

/** Values of interest to 0..1 (PS3.3 section C.11.2). */
@FunctionalInterface
interface VoiTransform {
  double apply(double value);

  /** The first window, else the first VOI LUT, else null when the object has neither. */
  static @Nullable VoiTransform of(PixelModule module, int frame) throws UnreadablePixels {
    Attributes group = module.group(Tag.FrameVOILUTSequence, frame);
    double width = group.getDouble(Tag.WindowWidth, 0);
    if (group.containsValue(Tag.WindowCenter) && width > 0) {
      String function = group.getString(Tag.VOILUTFunction, "LINEAR");
      VoiTransform window = window(function, group.getDouble(Tag.WindowCenter, 0), width);
      if (window != null) {
        return window;
      }
    }
    boolean signed = module.signed() || group.getDouble(Tag.RescaleIntercept, 0) < 0;
    LookupTable table =
        LookupTable.of(module.attributes().getNestedDataset(Tag.VOILUTSequence), signed);
    return table == null ? null : value -> table.map(value) / (double) table.largest();
  }

  private static @Nullable VoiTransform window(String function, double center, double width) {
    return switch (function.strip().toUpperCase(Locale.ROOT)) {
      case "LINEAR_EXACT" -> value -> clamp((value - center) / width + 0.5); // C.11.2.1.3.2
      case "SIGMOID" -> value -> 1 / (1 + Math.exp(-4 * (value - center) / width)); // C.11.2.1.3.1
      default -> linear(center, width);
    };
  }

  /** PS3.3 section C.11.2.1.2.1: centre less one half, width less one. */
  private static @Nullable VoiTransform linear(double center, double width) {
    if (width < 1) {
      return null;
    }
    if (width == 1) {
      return value -> value <= center - 0.5 ? 0 : 1;
    }
    return value -> clamp((value - (center - 0.5)) / (width - 1) + 0.5);
  }

  /** Everything between the two shown, evenly. */
  static VoiTransform range(double least, double most) {
    return most <= least ? value -> 0 : value -> clamp((value - least) / (most - least));
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
