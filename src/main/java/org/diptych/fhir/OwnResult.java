package org.diptych.fhir;

import java.util.Collection;
import org.hl7.fhir.r4.model.Identifier;

/** How a result of the engine is known wherever it is: by the system of its identifier. */
public final class OwnResult {
  /** System of the identifiers of reports, findings and discordances. */
  public static final String SYSTEM = "urn:diptych:result";

  private OwnResult() {}

  /** The identifier of a result. */
  public static Identifier identifier(String value) {
    return new Identifier().setSystem(SYSTEM).setValue(value);
  }

  /** Whether the identifier is that of a result. */
  public static boolean is(Identifier identifier) {
    return SYSTEM.equals(identifier.getSystem());
  }

  /** Whether one of the identifiers is. */
  public static boolean isAmong(Collection<Identifier> identifiers) {
    return identifiers.stream().anyMatch(OwnResult::is);
  }
}
