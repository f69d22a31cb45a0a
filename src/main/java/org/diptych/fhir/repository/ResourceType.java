package org.diptych.fhir.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Resource;

/** One resource type that the repository holds, with the parameters it can be searched by. */
record ResourceType(Class<? extends Resource> type, List<SearchParameter> parameters) {
  String name() {
    return type.getSimpleName();
  }

  Optional<SearchParameter> parameter(String parameter) {
    return parameters.stream().filter(known -> known.name().equals(parameter)).findFirst();
  }

  /** What the resource is found by, by parameter; refused where a value is too long for that. */
  Map<String, List<SearchValue>> valuesOf(Resource resource) {
    Map<String, List<SearchValue>> values = new LinkedHashMap<>();
    for (SearchParameter parameter : parameters) {
      values.put(
          parameter.name(), List.copyOf(new LinkedHashSet<>(parameter.values().apply(resource))));
    }
    return values;
  }

  static <R extends Resource> Rows<R> of(Class<R> type) {
    return new Rows<>(type);
  }

  /** Collects the rows of the table for one type. */
  static final class Rows<R extends Resource> {
    private final Class<R> type;
    private final List<SearchParameter> parameters = new ArrayList<>();

    private Rows(Class<R> type) {
      this.type = type;
    }

    Rows<R> token(String name, Function<R, List<SearchValue>> values) {
      parameters.add(SearchParameter.token(type, name, values));
      return this;
    }

    Rows<R> date(String name, Function<R, List<SearchValue>> values) {
      parameters.add(SearchParameter.date(type, name, values));
      return this;
    }

    Rows<R> string(String name, Function<R, List<SearchValue>> values) {
      parameters.add(SearchParameter.string(type, name, values));
      return this;
    }

    Rows<R> reference(String name, List<String> targets, Function<R, List<SearchValue>> values) {
      parameters.add(SearchParameter.reference(type, name, targets, values));
      return this;
    }

    /** Finds by the patient, and leaves subjects of other types out. */
    Rows<R> patient(Function<R, List<SearchValue>> values) {
      parameters.add(SearchParameter.patient(type, values));
      return this;
    }

    /** The last row is not a search parameter of FHIR R4 but one of ours. */
    Rows<R> ours() {
      parameters.add(parameters.remove(parameters.size() - 1).asOurs());
      return this;
    }

    ResourceType end() {
      token("_security", resource -> Values.codings(resource.getMeta().getSecurity()));
      return new ResourceType(type, List.copyOf(parameters));
    }
  }
}
