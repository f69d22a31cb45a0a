package org.diptych.dicom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.diptych.study.Uid;

/** A QIDO-RS query as its URL states it (PS3.18 section 8.3.4). */
public final class SearchRequest {
  private static final int LONGEST_VALUE = 1024;

  private final QueryLevel level;
  private final boolean relational;
  private final Map<QueryLevel, List<ValueMatch>> keys = new HashMap<>();
  private final Set<Integer> included = new LinkedHashSet<>();
  private boolean everything;
  private boolean fuzzy;
  private int limit = Integer.MAX_VALUE;
  private int offset;

  private SearchRequest(QueryLevel level, boolean relational) {
    this.level = level;
    this.relational = relational;
  }

  /**
   * Reads the parameters of a URL.
   *
   * @param relational whether the path names nothing above the level, so that answers tell that too
   * @throws BadQuery when a parameter is not known here, or its value is none of its kind
   */
  public static SearchRequest parse(
      QueryLevel level, boolean relational, Map<String, List<String>> parameters) throws BadQuery {
    SearchRequest request = new SearchRequest(level, relational);
    for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
      if (each.getKey().equals("includefield")) {
        request.include(each.getValue());
      } else {
        if (each.getValue().size() != 1) {
          throw new BadQuery("only includefield may be given more than once");
        }
        request.take(each.getKey(), each.getValue().get(0));
      }
    }
    return request;
  }

  private void take(String name, String value) throws BadQuery {
    switch (name) {
      case "limit" -> limit = number("limit", value, 1);
      case "offset" -> offset = number("offset", value, 0);
      case "fuzzymatching" -> fuzzy = value.equals("true");
      default -> match(name, value);
    }
  }

  private void match(String name, String value) throws BadQuery {
    if (value.length() > LONGEST_VALUE) {
      throw new BadQuery("a value has at most " + LONGEST_VALUE + " characters");
    }
    AttributePath path =
        AttributePath.parse(name)
            .orElseThrow(() -> new BadQuery("a parameter is no attribute of PS3.6"));
    QueryLevel of =
        level
            .of(path)
            .orElseThrow(
                () -> new BadQuery("an attribute cannot be matched at the level of this resource"));
    keys.computeIfAbsent(of, key -> new ArrayList<>()).add(ValueMatch.of(path, value));
  }

  private void include(List<String> values) throws BadQuery {
    for (String value : values) {
      for (String name : value.split(",", -1)) {
        if (name.equals("all")) {
          everything = true;
        } else {
          included.add(
              AttributePath.parse(name)
                  .orElseThrow(() -> new BadQuery("includefield names no attribute of PS3.6"))
                  .top());
        }
      }
    }
  }

  private static int number(String name, String value, int least) throws BadQuery {
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least) {
      throw new BadQuery(name + " is a whole number from " + least);
    }
    return Integer.parseInt(value);
  }

  public QueryLevel level() {
    return level;
  }

  public int limit() {
    return limit;
  }

  public int offset() {
    return offset;
  }

  /** Whether names should be matched by their sound, which nothing here does. */
  public boolean fuzzy() {
    return fuzzy;
  }

  /** The studies that are asked for; empty when any may be. */
  public List<Uid> studies() {
    return literal(Tag.StudyInstanceUID).stream().map(Uid::new).toList();
  }

  /** The accession number that is asked for literally; empty when any may do. */
  public List<String> accessionNumber() {
    return literal(Tag.AccessionNumber);
  }

  /** The patient identifier that is asked for literally; empty when any may do. */
  public List<String> patientId() {
    return literal(Tag.PatientID);
  }

  private List<String> literal(int tag) {
    return keys.getOrDefault(QueryLevel.STUDY, List.of()).stream()
        .filter(match -> match.path().top() == tag)
        .flatMap(match -> match.literal().stream())
        .toList();
  }

  /** Whether the data set has what is asked for at a level; it is known of every level above. */
  public boolean matches(QueryLevel at, DataSet found) {
    return keys.getOrDefault(at, List.of()).stream()
        .allMatch(match -> match.matches(found.attributes()));
  }

  /** Whether something is asked for at a level. */
  public boolean asks(QueryLevel at) {
    return keys.getOrDefault(at, List.of()).stream().anyMatch(match -> !match.isUniversal());
  }

  /** What is answered of a match. */
  public DataSet answer(DataSet found) {
    Set<Integer> tags = new LinkedHashSet<>(List.of(Tag.SpecificCharacterSet));
    List<Integer> required = new ArrayList<>(level.returned());
    List<Integer> possible = new ArrayList<>(level.onRequest());
    if (relational) {
      for (QueryLevel above : QueryLevel.values()) {
        if (above.compareTo(level) < 0) {
          required.addAll(above.returned());
          possible.addAll(above.onRequest());
        }
      }
    }
    if (level != QueryLevel.STUDY) {
      required.add(Tag.StudyInstanceUID);
    }
    if (level == QueryLevel.INSTANCE) {
      required.add(Tag.SeriesInstanceUID);
    }
    tags.addAll(required);
    for (int tag : level == QueryLevel.INSTANCE ? tagsOf(found) : possible) {
      if (everything || included.contains(tag)) {
        tags.add(tag);
      }
    }
    return found.only(tags, required);
  }

  private static List<Integer> tagsOf(DataSet found) {
    List<Integer> tags = new ArrayList<>();
    for (int tag : found.attributes().tags()) {
      tags.add(tag);
    }
    return tags;
  }
}
