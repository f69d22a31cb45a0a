package org.diptych.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.ElementDictionary;
import org.aoju.bus.image.galaxy.data.VR;

/** One key of a query with its value: how attributes are matched with it (PS3.4 C.2.2.2). */
final class ValueMatch {
  private static final Pattern TIMES = Pattern.compile("([0-9]{2}:?){1,3}(\\.[0-9]{1,6})?");
  private static final Pattern DATES = Pattern.compile("[0-9]{8}");

  private final AttributePath path;
  private final VR vr;
  private final List<String> wanted;

  private ValueMatch(AttributePath path, VR vr, List<String> wanted) {
    this.path = path;
    this.vr = vr;
    this.wanted = wanted;
  }

  /**
   * The key with its value; several UIDs or codes are separated by commas or backslashes.
   *
   * @throws BadQuery when the value is none of its kind
   */
  static ValueMatch of(AttributePath path, String value) throws BadQuery {
    VR vr = ElementDictionary.vrOf(path.last(), null);
    boolean list = vr == VR.UI || vr == VR.CS;
    List<String> wanted = list ? Arrays.asList(value.split("[,\\\\]")) : List.of(value);
    ValueMatch match = new ValueMatch(path, vr, wanted);
    if (!match.isUniversal()) {
      match.check(value);
    }
    return match;
  }

  private void check(String value) throws BadQuery {
    String name = ElementDictionary.keywordOf(path.last(), null);
    if (vr == VR.UI && !wanted.stream().allMatch(uid -> uid.matches("[0-9.]{1,64}"))) {
      throw new BadQuery(name + " is one or several UIDs");
    }
    if (vr == VR.IS && !value.strip().matches("[+-]?[0-9]{1,12}")) {
      throw new BadQuery(name + " is a whole number");
    }
    if (vr == VR.DA && !isRange(value, DATES)) {
      throw new BadQuery(name + " is a date YYYYMMDD, or two with a hyphen between them");
    }
    if (vr == VR.TM && !isRange(value, TIMES)) {
      throw new BadQuery(name + " is a time HHMMSS, or two with a hyphen between them");
    }
  }

  private static boolean isRange(String value, Pattern form) {
    String[] ends = value.split("-", -1);
    return ends.length <= 2
        && Arrays.stream(ends).anyMatch(end -> !end.isEmpty())
        && Arrays.stream(ends).allMatch(end -> end.isEmpty() || form.matcher(end).matches());
  }

  AttributePath path() {
    return path;
  }

  /** An empty value matches everything, as does one of asterisks. */
  boolean isUniversal() {
    return wanted.stream().allMatch(value -> value.matches("\\**"));
  }

  /** The values, when they are literally those of the attribute; empty when it is not so simple. */
  List<String> literal() {
    boolean plain = !isUniversal() && wanted.stream().noneMatch(value -> value.matches(".*[*?].*"));
    return plain && vr != VR.DA && vr != VR.TM && vr != VR.PN ? wanted : List.of();
  }

  boolean matches(Attributes dataSet) {
    return isUniversal()
        || path.within(dataSet).stream()
            .flatMap(item -> Arrays.stream(strings(item)))
            .anyMatch(this::matches);
  }

  private String[] strings(Attributes item) {
    try {
      String[] values = item.getStrings(path.last());
      return values == null ? new String[0] : values;
    } catch (RuntimeException e) {
      return new String[0]; // an unknown character set, or a value of another kind than its VR
    }
  }

  private boolean matches(String value) {
    return value != null && wanted.stream().anyMatch(key -> matches(key.strip(), value.strip()));
  }

  private boolean matches(String key, String value) {
    if (value.isEmpty()) {
      return false;
    }
    if (vr == VR.DA) {
      return within(key, value.replace(".", ""), 8);
    }
    if (vr == VR.TM) {
      return within(key.replace(":", "").replace(".", ""), value.replaceAll("[:.]", ""), 12);
    }
    if (vr == VR.IS) {
      return Long.toString(Long.parseLong(key.replace("+", ""))).equals(number(value));
    }
    if (vr == VR.PN) {
      String folded = key.toLowerCase(Locale.ROOT);
      return Arrays.stream(value.toLowerCase(Locale.ROOT).split("="))
          .anyMatch(group -> like(name(folded), name(group)));
    }
    return like(key, value);
  }

  private static String number(String value) {
    try {
      return Long.toString(Long.parseLong(value.replace("+", "")));
    } catch (NumberFormatException e) {
      return "";
    }
  }

  /** Without the delimiters of components that are empty (PS3.5 section 6.2.1). */
  private static String name(String value) {
    return value.strip().replaceAll("\\^+$", "");
  }

  /** Both ends belong to a range; what is less precise stands for all that it may mean. */
  private static boolean within(String key, String value, int length) {
    int hyphen = key.indexOf('-');
    String from = hyphen < 0 ? key : key.substring(0, hyphen);
    String to = hyphen < 0 ? key : key.substring(hyphen + 1);
    String padded = pad(value, '0', length);
    return padded.compareTo(pad(from, '0', length)) >= 0
        && padded.compareTo(pad(to, '9', length)) <= 0;
  }

  private static String pad(String text, char with, int length) {
    return text.length() >= length
        ? text.substring(0, length)
        : text + String.valueOf(with).repeat(length - text.length());
  }

  /** Wild card matching (PS3.4 C.2.2.2.4), in time that grows with the lengths alone. */
  private static boolean like(String key, String value) {
    int at = 0;
    int star = -1;
    int resume = 0;
    for (int seen = 0; seen < value.length(); ) {
      if (at < key.length() && key.charAt(at) == '*') {
        star = at++;
        resume = seen;
      } else if (at < key.length()
          && (key.charAt(at) == '?' || key.charAt(at) == value.charAt(seen))) {
        at++;
        seen++;
      } else if (star >= 0) {
        at = star + 1;
        seen = ++resume;
      } else {
        return false;
      }
    }
    return key.substring(at).chars().allMatch(each -> each == '*');
  }
}
