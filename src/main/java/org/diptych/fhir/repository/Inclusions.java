package org.diptych.fhir.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search wants to be given besides its matches.
 *
 * @param most how many resources are included in a page at most
 */
record Inclusions(List<Inclusion> list, int most) {
  static final Inclusions NONE = new Inclusions(List.of(), 0);

  /** The values of {@code _include} that find something in this type. */
  static Stream<String> offeredFor(ResourceType type) {
    return references(type).map(parameter -> type.name() + ":" + parameter.name());
  }

  /** The values of {@code _revinclude} that find something that refers to this type. */
  static Stream<String> offeredBackTo(ResourceType type) {
    return ResourceTypes.all().stream()
        .flatMap(
            source ->
                references(source)
                    .filter(parameter -> parameter.mayReferTo(type.name()))
                    .map(parameter -> source.name() + ":" + parameter.name()));
  }

  private static Stream<SearchParameter> references(ResourceType type) {
    return type.parameters().stream()
        .filter(parameter -> parameter.kind() == SearchParameter.Kind.REFERENCE);
  }

  /** Collects the parameters, and refuses those that can not find anything. */
  static final class Request {
    private final ResourceType searched;
    private final List<Inclusion> list = new ArrayList<>();

    Request(ResourceType searched) {
      this.searched = searched;
    }

    /** {@code Type:parameter}, {@code Type:parameter:TargetType}, {@code Type:*} or {@code *}. */
    void add(String name, String value) {
      boolean backwards = name.startsWith("_revinclude");
      boolean again = name.endsWith(":iterate");
      String[] parts = value.split(":", -1);
      if (!backwards && value.equals("*")) {
        parts = new String[] {searched.name(), "*"};
      }
      if (parts.length < 2 || parts.length > 3) {
        throw refused(name, "is 'Type:parameter' or 'Type:parameter:TargetType'");
      }
      @Nullable String target = parts.length == 3 ? parts[2] : null;
      ResourceType source =
          ResourceTypes.named(parts[0])
              .orElseThrow(() -> refused(name, "names a type that is not held here"));
      if (!backwards && !again && source != searched) {
        throw refused(name, "starts at another type than is searched; use '_include:iterate'");
      }
      String parameter = parts[1];
      int before = list.size();
      references(source)
          .filter(known -> parameter.equals("*") || parameter.equals(known.name()))
          .filter(known -> target == null || known.mayReferTo(target))
          .filter(known -> !backwards || again || known.mayReferTo(searched.name()))
          .map(known -> new Inclusion(source, known, backwards, again, target))
          .forEach(list::add);
      if (list.size() == before) {
        throw refused(name, "names no reference parameter of that type with such a target");
      }
    }

    boolean isEmpty() {
      return list.isEmpty();
    }

    Inclusions end(int most) {
      return new Inclusions(List.copyOf(list), most);
    }

    private static RuntimeException refused(String name, String why) {
      return Refusal.notSupported("The parameter '" + name + "' " + why + ".");
    }
  }
}
