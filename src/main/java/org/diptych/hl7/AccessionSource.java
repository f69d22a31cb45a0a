package org.diptych.hl7;

import java.util.Arrays;
import java.util.List;

/** A field that may hold the accession number; sites differ, so the order is configured. */
public enum AccessionSource {
  /** IPC-1 accession identifier, from 2.5.1 on. */
  IPC_1("IPC-1"),
  /** OBR-18 placer field 1, as IHE Scheduled Workflow (RAD-4) uses it. */
  OBR_18("OBR-18"),
  /** OBR-20 filler field 1. */
  OBR_20("OBR-20"),
  /** OBR-3 filler order number. */
  OBR_3("OBR-3"),
  /** OBR-2 placer order number. */
  OBR_2("OBR-2");

  /** From the field made for it to the ones borrowed for it. */
  public static final List<AccessionSource> DEFAULT_ORDER = List.of(IPC_1, OBR_18, OBR_20, OBR_3);

  private final String field;

  AccessionSource(String field) {
    this.field = field;
  }

  /** The source of a field name as configuration writes it, {@code OBR-18}. */
  public static AccessionSource parse(String field) {
    return Arrays.stream(values())
        .filter(source -> source.field.equalsIgnoreCase(field.strip()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no accession number is ever read from " + field));
  }

  /** The name of the field. */
  public String field() {
    return field;
  }
}
