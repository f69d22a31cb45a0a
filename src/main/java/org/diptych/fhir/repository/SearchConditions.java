package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns one search parameter with its value into a condition on the versions (alias {@code v}). */
final class SearchConditions {
  private static final int MOST_ALTERNATIVES = 500;

  /** A comma that no backslash makes part of a value. */
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  private static final Pattern RESOURCE_NAME = Pattern.compile("[A-Z][A-Za-z]+");

  private final ResourceType type;
  private final String ownBase;

  SearchConditions(ResourceType type, String ownBase) {
    this.type = type;
    this.ownBase = ownBase;
  }

  /** Every comma is an "or"; every repetition of the parameter another condition. */
  Sql condition(String nameWithModifier, String value) {
    int colon = nameWithModifier.indexOf(':');
    String name = colon < 0 ? nameWithModifier : nameWithModifier.substring(0, colon);
    @Nullable String modifier = colon < 0 ? null : nameWithModifier.substring(colon + 1);
    if (name.equals("_id") || name.equals("_lastUpdated")) {
      refuseModifier(name, modifier);
      return name.equals("_id")
          ? Sql.either(each(name, value, id -> Sql.of("v.resource_id = ?", id)))
          : Sql.either(
              each(name, value, date -> dates(name, date, "v.last_updated", "v.last_updated")));
    }
    SearchParameter parameter = type.parameter(name).orElseThrow(() -> unknown(nameWithModifier));
    if (parameter.kind() != SearchParameter.Kind.REFERENCE) {
      refuseModifier(name, modifier);
    }
    List<Sql> alternatives =
        switch (parameter.kind()) {
          case TOKEN -> each(name, value, token -> Token.parse(token).condition());
          case STRING -> each(name, value, SearchConditions::string);
          case DATE -> each(name, value, date -> dates(name, date, "s.low", "s.high"));
          case REFERENCE -> each(name, value, target -> reference(parameter, modifier, target));
        };
    Sql found =
        Sql.of(
            "v.change_number in (select s.change_number from fhir_search_value s"
                + " where s.resource_type = ? and s.parameter = ?",
            type.name(),
            name);
    return found.and(Sql.either(alternatives)).then(")");
  }

  private List<Sql> each(String name, String value, Function<String, Sql> condition) {
    String[] alternatives = COMMA.split(value, -1);
    if (alternatives.length > MOST_ALTERNATIVES) {
      throw Refusal.invalid("The parameter '" + name + "' has too many values.");
    }
    List<Sql> conditions = new ArrayList<>();
    for (String alternative : alternatives) {
      if (alternative.isBlank()) {
        throw Refusal.invalid("The parameter '" + name + "' has an empty value.");
      }
      conditions.add(condition.apply(alternative));
    }
    return conditions;
  }

  /** The tokens of a value, each of which is enough. */
  static Stream<Token> tokens(String value) {
    return COMMA.splitAsStream(value).map(Token::parse);
  }

  private static Sql string(String value) {
    String start =
        Values.folded(ParameterUtil.unescape(value))
            .replace("!", "!!")
            .replace("%", "!%")
            .replace("_", "!_");
    return Sql.of("s.token like ? escape '!'", start + "%");
  }

  /** FHIR R4 search, section 3.1.1.4.14: an id, {@code Type/id}, or an absolute URL. */
  private Sql reference(SearchParameter parameter, @Nullable String modifier, String escaped) {
    String value = ParameterUtil.unescape(escaped);
    String target = value.startsWith(ownBase + "/") ? value.substring(ownBase.length() + 1) : value;
    if (target.startsWith("urn:")) {
      throw Refusal.notSupported(
          "The parameter '" + parameter.name() + "' can not refer to an entry of a transaction.");
    }
    if (target.contains("/_history/")) {
      throw Refusal.notSupported(
          "The parameter '" + parameter.name() + "' finds references without a version only.");
    }
    boolean bare = target.indexOf('/') < 0 && target.indexOf(':') < 0;
    if (modifier != null) {
      if (!RESOURCE_NAME.matcher(modifier).matches() || !bare) {
        throw Refusal.notSupported(
            "The parameter '"
                + parameter.name()
                + "' has no modifier or chain here but the name of a resource type, before an id.");
      }
      return Sql.of("s.token = ?", modifier + "/" + target);
    }
    if (!bare) {
      return Sql.of("s.token = ?", target);
    }
    List<String> types =
        parameter.targets().isEmpty()
            ? ResourceTypes.all().stream().map(ResourceType::name).toList()
            : parameter.targets();
    return Sql.either(
        types.stream().map(name -> Sql.of("s.token = ?", name + "/" + target)).toList());
  }

  /** FHIR R4 search, section 3.1.1.4.7, over the range that a date of its precision covers. */
  private static Sql dates(String name, String value, String low, String high) {
    boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
    String prefix = prefixed ? value.substring(0, 2) : "eq";
    DateRange range =
        DateRange.parse(prefixed ? value.substring(2) : value)
            .orElseThrow(
                () -> Refusal.invalid("The parameter '" + name + "' has a value that is no date."));
    String inside = "(" + low + " >= ? and " + high + " <= ?)";
    return switch (prefix) {
      case "eq" -> Sql.of(inside, range.low(), range.high());
      case "ne" -> Sql.of("not " + inside, range.low(), range.high());
      case "lt" -> Sql.of(low + " < ?", range.low());
      case "gt" -> Sql.of(high + " > ?", range.high());
      case "le" ->
          Sql.of("(" + low + " < ? or " + inside + ")", range.low(), range.low(), range.high());
      case "ge" ->
          Sql.of("(" + high + " > ? or " + inside + ")", range.high(), range.low(), range.high());
      case "sa" -> Sql.of(low + " > ?", range.high());
      case "eb" -> Sql.of(high + " < ?", range.low());
      default ->
          throw Refusal.notSupported(
              "The parameter '"
                  + name
                  + "' does not support that prefix; it has eq, ne, lt, gt, le, ge, sa, eb.");
    };
  }

  private static void refuseModifier(String name, @Nullable String modifier) {
    if (modifier != null) {
      throw Refusal.notSupported("The parameter '" + name + "' has no modifier here.");
    }
  }

  private RuntimeException unknown(String name) {
    return Refusal.notSupported(
        "The search parameter '%s' is not supported for %s."
            .formatted(Refusal.shown(name), type.name()));
  }
}
