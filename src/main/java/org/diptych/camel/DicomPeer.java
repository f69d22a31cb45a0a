package org.diptych.camel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application entity and where it is: {@code AET@host:port}, as DIPTYCH_PACS is written. */
record DicomPeer(String aeTitle, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?://)?([^@]{1,16})@(\\[[^\\]]+\\]|[^:@/]+):(\\d{1,5})");

  static DicomPeer parse(String text) {
    Matcher form = FORM.matcher(text.replace("%20", " "));
    if (!form.matches()) {
      throw new IllegalArgumentException("a DICOM peer is written AET@host:port");
    }
    String host = form.group(2).replaceAll("[\\[\\]]", "");
    return new DicomPeer(form.group(1).strip(), host, Integer.parseInt(form.group(3)));
  }
}
