package org.diptych.fhir.repository;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Resource;

/**
 * One search parameter of one resource type: what it is called, and what it finds.
 *
 * @param targets the resource types that a bare id may mean; empty means any that is held
 * @param ours whether it is ours alone and not one of FHIR R4
 */
record SearchParameter(
    String name,
    Kind kind,
    List<String> targets,
    boolean ours,
    Function<Resource, List<SearchValue>> values) {
  private static final Pattern PATIENT = Pattern.compile("(.*/)?Patient/[^/]+");

  /** How the values of a parameter are compared. */
  enum Kind {
    TOKEN,
    REFERENCE,
    DATE,
    STRING
  }

  static <R extends Resource> SearchParameter token(
      Class<R> type, String name, Function<R, List<SearchValue>> values) {
    return of(type, name, Kind.TOKEN, List.of(), values);
  }

  static <R extends Resource> SearchParameter date(
      Class<R> type, String name, Function<R, List<SearchValue>> values) {
    return of(type, name, Kind.DATE, List.of(), values);
  }

  static <R extends Resource> SearchParameter string(
      Class<R> type, String name, Function<R, List<SearchValue>> values) {
    return of(type, name, Kind.STRING, List.of(), values);
  }

  static <R extends Resource> SearchParameter reference(
      Class<R> type, String name, List<String> targets, Function<R, List<SearchValue>> values) {
    return of(type, name, Kind.REFERENCE, targets, values);
  }

  static <R extends Resource> SearchParameter patient(
      Class<R> type, Function<R, List<SearchValue>> values) {
    return of(
        type,
        "patient",
        Kind.REFERENCE,
        List.of("Patient"),
        resource ->
            values.apply(resource).stream()
                .filter(value -> PATIENT.matcher(String.valueOf(value.token())).matches())
                .toList());
  }

  /** Whether resources of that type can be what it refers to. */
  boolean mayReferTo(String target) {
    return targets.isEmpty() ? ResourceTypes.named(target).isPresent() : targets.contains(target);
  }

  SearchParameter asOurs() {
    return new SearchParameter(name, kind, targets, true, values);
  }

  private static <R extends Resource> SearchParameter of(
      Class<R> type,
      String name,
      Kind kind,
      List<String> targets,
      Function<R, List<SearchValue>> values) {
    return new SearchParameter(
        name, kind, targets, false, resource -> values.apply(type.cast(resource)));
  }
}
