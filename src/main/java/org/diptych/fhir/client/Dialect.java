package org.diptych.fhir.client;

/** The version of FHIR that a server speaks, where it is not R4: both ways between its and R4. */
public interface Dialect {
  /** What the server said, as R4 says it. */
  String heard(String json);

  /** What we say in R4, as the server understands it. */
  String said(String json);
}
