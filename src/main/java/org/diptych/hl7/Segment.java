package org.diptych.hl7;

import java.util.List;

/**
 * One segment.
 *
 * @param fields as sent, the segment ID first, so that the index is the field number
 */
record Segment(String id, List<String> fields, Escapes escapes) {
  /** A field as sent, empty when absent. */
  String field(int number) {
    return number < fields.size() ? fields.get(number) : "";
  }

  /** A field's repetitions as sent. */
  List<String> repetitions(int field) {
    return Split.at(field(field), escapes.delimiters().repetition());
  }

  /** A component of a field's first repetition, from 1: unescaped, empty when absent or null. */
  String value(int field, int component) {
    return value(Split.part(field(field), escapes.delimiters().repetition(), 1), component);
  }

  /** A component of a repetition. */
  String value(String repetition, int component) {
    return subvalue(repetition, component, 1);
  }

  /** A subcomponent of a repetition. */
  String subvalue(String repetition, int component, int subcomponent) {
    String part = Split.part(repetition, escapes.delimiters().component(), component);
    String text = Split.part(part, escapes.delimiters().subcomponent(), subcomponent);
    // Two quotation marks say "delete what you have" (section 2.5.3): there is no value.
    return text.equals("\"\"") ? "" : escapes.unescape(text).strip();
  }

  /** The first component of a field. */
  String value(int field) {
    return value(field, 1);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "Segment[" + id + "]";
  }
}
