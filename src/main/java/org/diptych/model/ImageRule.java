package org.diptych.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a study a package wants, beside their modality and body part.
 *
 * @param views View Position (0018,5101) codes it reads, the most wanted first; empty: any
 * @param notTypes values of Image Type (0008,0008) that it does not read, whichever position they
 *     have
 */
public record ImageRule(List<String> views, List<String> notTypes) {
  /** Of a package that names no rule: any view, but no secondary image and no localizer. */
  static final ImageRule USUAL = new ImageRule(List.of(), List.of("SECONDARY", "LOCALIZER"));

  private static final String DERIVED = "DERIVED";

  public ImageRule {
    views = views.stream().map(view -> view.toUpperCase(Locale.ROOT)).toList();
    notTypes = notTypes.stream().map(type -> type.toUpperCase(Locale.ROOT)).toList();
  }

  /** Whether an image of the type and view is read at all; what an image does not say is open. */
  public boolean accepts(@Nullable String imageType, @Nullable String view) {
    boolean typed = imageType == null || values(imageType).stream().noneMatch(notTypes::contains);
    return typed && (views.isEmpty() || view == null || views.contains(view));
  }

  /** The place of the view in the order of wanting; a view that is not said comes after all. */
  public int rank(@Nullable String view) {
    int place = view == null ? -1 : views.indexOf(view);
    return place < 0 ? views.size() : place;
  }

  /** Whether pixel values were computed from other images (PS3.3, C.7.6.1.1.2, value 1). */
  public static boolean isDerived(@Nullable String imageType) {
    return imageType != null && values(imageType).get(0).equals(DERIVED);
  }

  private static List<String> values(String imageType) {
    return List.of(imageType.split("\\\\", -1));
  }
}
