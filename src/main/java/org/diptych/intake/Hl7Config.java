package org.diptych.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How HL7 v2 messages of this site are read. */
@ConfigMapping(prefix = "diptych.hl7")
public interface Hl7Config {
  /**
   * What an empty MSH-18 means here, written as MSH-18 would: {@code ASCII}, {@code 8859/1} and
   * others, {@code UNICODE UTF-8}. HL7 says ASCII; UTF-8 takes that and more, and still refuses
   * what is neither.
   */
  @WithDefault("UNICODE UTF-8")
  String defaultCharset();

  /**
   * Where the accession number of a report may be, in this order: {@code IPC-1}, {@code OBR-18},
   * {@code OBR-20}, {@code OBR-3}, {@code OBR-2}. The first that has 1 to 16 characters is taken.
   */
  @WithDefault("IPC-1,OBR-18,OBR-20,OBR-3")
  List<String> accessionFrom();
}
