package org.diptych.model;

import java.util.Comparator;

/**
 * Versions as semantic versioning orders them: numbers as numbers, a pre-release before its
 * release.
 */
final class VersionOrder {
  static final Comparator<String> NEWEST_LAST = VersionOrder::compare;

  private VersionOrder() {}

  private static int compare(String one, String other) {
    String[] first = one.split("[.+-]");
    String[] second = other.split("[.+-]");
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      int order = comparePart(first[i], second[i]);
      if (order != 0) {
        return order;
      }
    }
    if (first.length == second.length) {
      return 0;
    }
    String[] longer = first.length > second.length ? first : second;
    String rest = longer[Math.min(first.length, second.length)];
    int longerIsNewer = isNumber(rest) ? 1 : -1;
    return first.length > second.length ? longerIsNewer : -longerIsNewer;
  }

  private static int comparePart(String one, String other) {
    if (isNumber(one) && isNumber(other)) {
      return Long.compare(Long.parseLong(one), Long.parseLong(other));
    }
    if (isNumber(one) != isNumber(other)) {
      return isNumber(one) ? 1 : -1;
    }
    return one.compareTo(other);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.length() < 18 && part.chars().allMatch(Character::isDigit);
  }
}
