package org.diptych.study;

import java.util.regex.Pattern;

/** A DICOM unique identifier: 1 to 64 characters of digits and dots (PS3.5 section 9). */
public record Uid(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9]+(\\.[0-9]+)*");

  public Uid {
    if (value.length() > 64 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a UID has 1 to 64 digits and dots");
    }
  }

  /** The same UID as FHIR writes it: {@code urn:oid:} and the value. */
  public String toUrn() {
    return "urn:oid:" + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
