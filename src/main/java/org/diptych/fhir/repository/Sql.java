package org.diptych.fhir.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of SQL with the arguments of its question marks. */
record Sql(String text, List<Object> arguments) {
  static Sql of(String text, Object... arguments) {
    return new Sql(text, List.of(arguments));
  }

  Sql and(Sql other) {
    return join(List.of(this, other), " and ");
  }

  Sql then(String moreText, Object... moreArguments) {
    return join(List.of(this, of(moreText, moreArguments)), " ");
  }

  Sql then(Sql more) {
    return join(List.of(this, more), " ");
  }

  static Sql either(List<Sql> alternatives) {
    Sql joined = join(alternatives, " or ");
    return new Sql("(" + joined.text + ")", joined.arguments);
  }

  /** At least one value. */
  static Sql in(List<?> values) {
    return new Sql(
        values.stream().map(value -> "?").collect(Collectors.joining(",", "in (", ")")),
        List.copyOf(values));
  }

  private static Sql join(List<Sql> parts, String between) {
    List<Object> arguments = new ArrayList<>();
    parts.forEach(part -> arguments.addAll(part.arguments));
    return new Sql(parts.stream().map(Sql::text).collect(Collectors.joining(between)), arguments);
  }

  /** Redacted: the arguments are what somebody searched for. */
  @Override
  public String toString() {
    return "Sql[" + text + "]";
  }
}
