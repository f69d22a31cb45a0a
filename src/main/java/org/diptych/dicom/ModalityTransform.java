package org.diptych.dicom;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.jspecify.annotations.Nullable;

/** Stored values to the modality's own units (PS3.3 section C.11.1): LUT, else slope, intercept. */
record ModalityTransform(@Nullable LookupTable table, double slope, double intercept) {
  static ModalityTransform of(PixelModule module, int frame) throws UnreadablePixels {
    Attributes image = module.attributes();
    LookupTable table =
        LookupTable.of(image.getNestedDataset(Tag.ModalityLUTSequence), module.signed());
    Attributes group = module.group(Tag.PixelValueTransformationSequence, frame);
    double slope = group.getDouble(Tag.RescaleSlope, 1);
    return new ModalityTransform(
        table, slope == 0 ? 1 : slope, group.getDouble(Tag.RescaleIntercept, 0));
  }

  double apply(double stored) {
    return table == null ? stored * slope + intercept : table.map(stored);
  }
}
