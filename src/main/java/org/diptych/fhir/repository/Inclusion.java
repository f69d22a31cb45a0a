package org.diptych.fhir.repository;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reference parameter that is followed from what was found, to its targets or back to whoever
 * refers to it (FHIR R4 search, section 3.1.1.5.4).
 *
 * @param backwards whether it is a {@code _revinclude}
 * @param again whether it is followed from what was included, too
 * @param target the only type of target that counts; null means all
 */
record Inclusion(
    ResourceType source,
    SearchParameter parameter,
    boolean backwards,
    boolean again,
    @Nullable String target) {
  /** Whether {@code Type/id} is held here by its type, and is a target that counts. */
  boolean mayReach(String reference) {
    int slash = reference.indexOf('/');
    String type = slash < 0 ? "" : reference.substring(0, slash);
    return ResourceTypes.named(type).isPresent()
        && reference.indexOf('/', slash + 1) < 0
        && (target == null || target.equals(type));
  }

  /** Those that start, or for a {@code _revinclude} end, at what was found. */
  List<Version> startingPoints(List<Version> found) {
    return found.stream()
        .filter(
            version -> backwards ? mayReach(nameOf(version)) : version.type().equals(source.name()))
        .toList();
  }

  static String nameOf(Version version) {
    return version.type() + "/" + version.id();
  }
}
