package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.param.ParameterUtil;
import org.jspecify.annotations.Nullable;

/**
 * A token that is asked for (FHIR R4 search, section 3.1.1.4.10): {@code code}, {@code
 * system|code}, {@code |code}, {@code system|}.
 *
 * @param system null for any, empty for none
 * @param code null for any
 */
record Token(@Nullable String system, @Nullable String code) {
  static Token parse(String value) {
    int bar = ParameterUtil.nonEscapedIndexOf(value, '|');
    if (bar < 0) {
      return new Token(null, ParameterUtil.unescape(value));
    }
    String system = ParameterUtil.unescape(value.substring(0, bar));
    String code = ParameterUtil.unescape(value.substring(bar + 1));
    if (system.isEmpty() && code.isEmpty()) {
      throw Refusal.invalid("A token needs a system or a code.");
    }
    return new Token(system, code.isEmpty() ? null : code);
  }

  /** As a condition on the search values (alias {@code s}). */
  Sql condition() {
    if (code == null) {
      return Sql.of("s.coding_system = ?", String.valueOf(system));
    }
    if (system == null) {
      return Sql.of("s.token = ?", code);
    }
    return system.isEmpty()
        ? Sql.of("(s.token = ? and s.coding_system is null)", code)
        : Sql.of("(s.token = ? and s.coding_system = ?)", code, system);
  }

  /** The same condition on a value that is not kept yet. */
  boolean finds(SearchValue value) {
    String itsSystem = value.system() == null ? "" : value.system();
    return (code == null || code.equals(value.token()))
        && (system == null || system.equals(itsSystem));
  }

  /** Redacted: identifiers are patient data. */
  @Override
  public String toString() {
    return "Token[redacted]";
  }
}
