package org.diptych.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a package is and what it is for.
 *
 * @param modalities DICOM modalities (0008,0060) it reads
 * @param bodyParts DICOM body parts (0018,0015) it reads, upper case
 * @param bodyPartAssumed whether it may read an object that names no body part
 * @param images which images of a study it wants, or null for the usual ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PackageAbout(
    String id,
    String version,
    String name,
    List<String> modalities,
    List<String> bodyParts,
    boolean bodyPartAssumed,
    @Nullable ImageRule images,
    String licence,
    String intendedUse,
    List<String> limits) {
  public PackageAbout {
    modalities = List.copyOf(modalities);
    bodyParts = List.copyOf(bodyParts);
    limits = List.copyOf(limits);
  }

  /** The rule that holds. */
  public ImageRule imageRule() {
    return images == null ? ImageRule.USUAL : images;
  }
}
