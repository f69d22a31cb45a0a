package org.diptych.fhir;

import ca.uhn.fhir.util.UrlUtil;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the issuer of an identifier (DICOM text, HL7 v2 HD) into the URI that FHIR wants, and back.
 */
public final class IdentifierSystems {
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s&|]+");

  private static final String LOCAL = "urn:diptych:issuer:";

  private final Map<String, String> issuers;

  /**
   * Knows the systems of a site.
   *
   * @param issuers the system of each issuer that is only a local name
   */
  public IdentifierSystems(Map<String, String> issuers) {
    this.issuers = Map.copyOf(issuers);
  }

  /** The system of an issuer, or the default where nobody said who issued it. */
  public String of(@Nullable String issuer, String withoutIssuer) {
    if (issuer == null || issuer.isBlank()) {
      return withoutIssuer;
    }
    String text = issuer.strip();
    // HD as CX.4 carries it: namespace, universal id, universal id type (HL7 v2.5.1 section
    // 2.A.36).
    String[] parts = text.split("[&^]", -1);
    String mapped = issuers.get(parts[0].isEmpty() ? text : parts[0]);
    if (mapped != null) {
      return mapped;
    }
    String universal = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0];
    String type = parts.length > 2 ? parts[2] : "";
    if (type.equals("ISO") || OID.matcher(universal).matches()) {
      return "urn:oid:" + universal;
    }
    if (type.equals("UUID") || type.equals("GUID")) {
      return "urn:uuid:" + universal.toLowerCase(Locale.ROOT);
    }
    if (URI.matcher(universal).matches()) {
      return universal;
    }
    return LOCAL + UrlUtil.escapeUrlParam(universal);
  }

  /**
   * The issuer that a system stands for: null where identifiers without an issuer have this system.
   * A system nobody mapped is its own issuer, so that it never agrees with another one by chance.
   */
  public @Nullable String issuer(@Nullable String system, String withoutIssuer) {
    if (system == null || system.isBlank() || system.equals(withoutIssuer)) {
      return null;
    }
    for (Map.Entry<String, String> each : issuers.entrySet()) {
      if (each.getValue().equals(system)) {
        return each.getKey();
      }
    }
    if (system.startsWith("urn:oid:")) {
      return system.substring("urn:oid:".length());
    }
    return system.startsWith(LOCAL) ? UrlUtil.unescape(system.substring(LOCAL.length())) : system;
  }
}
