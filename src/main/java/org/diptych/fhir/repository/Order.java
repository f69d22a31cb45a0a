package org.diptych.fhir.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The order of what was found: by the keys, whose missing values come last, and then by change. A
 * version and its values never change, so the last one of a page says where the next page begins.
 */
record Order(List<Key> keys, boolean newestFirst) {
  static final Order NEWEST_FIRST = new Order(List.of(), true);

  private static final int MOST_KEYS = 5;

  /** One value of each version, as SQL over the alias {@code v}. */
  record Key(Sql value, boolean descending) {}

  /** Where a page ended. */
  record Place(long change, List<@Nullable Object> values) {}

  /**
   * Reads {@code _sort} (FHIR R4 search, section 3.1.1.5.1). The change stands for {@code
   * _lastUpdated} where nothing follows it: both rise together.
   */
  static Order parse(ResourceType type, String value) {
    String[] names = value.split(",", -1);
    if (names.length > MOST_KEYS) {
      throw refused("has at most " + MOST_KEYS + " keys");
    }
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      boolean descending = names[i].startsWith("-");
      String name = descending ? names[i].substring(1) : names[i];
      if (name.equals("_lastUpdated") && i == names.length - 1) {
        return new Order(keys, descending);
      }
      keys.add(new Key(valueOf(type, name, descending), descending));
    }
    return new Order(keys, true);
  }

  /** Of several values the first counts, and in descending order the last. */
  private static Sql valueOf(ResourceType type, String name, boolean descending) {
    if (name.equals("_lastUpdated")) {
      return Sql.of("v.last_updated");
    }
    if (name.equals("_id")) {
      return Sql.of("v.resource_id");
    }
    SearchParameter parameter =
        type.parameter(name)
            .filter(known -> known.kind() != SearchParameter.Kind.REFERENCE)
            .orElseThrow(
                () ->
                    refused(
                        "has '_id', '_lastUpdated' and the search parameters of "
                            + type.name()
                            + " that are no references"));
    String column = parameter.kind() == SearchParameter.Kind.DATE ? "s.low" : "s.token";
    return Sql.of(
        "(select %s(%s) from fhir_search_value s".formatted(descending ? "max" : "min", column)
            + " where s.change_number = v.change_number and s.parameter = ?)",
        name);
  }

  private static RuntimeException refused(String why) {
    return Refusal.notSupported("The parameter '_sort' " + why + ".");
  }

  /** The change and the keys {@code k0}, {@code k1} … of each version that is selected. */
  Sql keyed(Sql where) {
    Sql select = Sql.of("select v.change_number");
    for (int i = 0; i < keys.size(); i++) {
      select = select.then(",").then(keys.get(i).value()).then("as k" + i);
    }
    return select.then("from fhir_version v where").then(where);
  }

  /** The changes of what is selected, in order, from after the place on. */
  Sql changes(Sql where, @Nullable Place after, int limit) {
    Sql sql = Sql.of("select w.change_number from (").then(keyed(where)).then(") w");
    if (after != null) {
      sql = sql.then("where").then(following(after));
    }
    String order =
        IntStream.range(0, keys.size())
            .mapToObj(i -> "w.k" + i + (keys.get(i).descending() ? " desc" : "") + " nulls last, ")
            .collect(Collectors.joining("", "order by ", "w.change_number"));
    return sql.then(order + (newestFirst ? " desc" : "")).then("limit ?", limit);
  }

  /** Row values can not be compared where some are missing, so each key has its turn. */
  private Sql following(Place place) {
    List<Sql> turns = new ArrayList<>();
    Sql same = Sql.of("1 = 1");
    for (int i = 0; i < keys.size(); i++) {
      String key = "w.k" + i;
      @Nullable Object value = place.values().get(i);
      if (value == null) {
        same = same.and(Sql.of(key + " is null"));
        continue;
      }
      String beyond = keys.get(i).descending() ? " < ?" : " > ?";
      turns.add(same.and(Sql.of("(" + key + beyond + " or " + key + " is null)", value)));
      same = same.and(Sql.of(key + " = ?", value));
    }
    turns.add(
        same.and(Sql.of("w.change_number" + (newestFirst ? " < ?" : " > ?"), place.change())));
    return Sql.either(turns);
  }
}
