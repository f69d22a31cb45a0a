package org.diptych.hl7;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who interpreted the images, by the fields that name a person (HL7 2.5.1 chapters 7 and 9). */
final class Author {
  private static final int LONGEST = 250;

  private Author() {}

  /**
   * OBR-32 principal result interpreter (NDL.1 with its subcomponents, or as XCN in older
   * messages), else TXA-9 originator, else TXA-10 authenticator, else OBX-16 responsible observer.
   */
  static @Nullable String of(OrderGroup group, List<Segment> texts) {
    return Stream.concat(
            Stream.of(
                interpreter(group.obr()),
                person(group.value("TXA", 9, 2), group.value("TXA", 9, 3)),
                person(group.value("TXA", 10, 2), group.value("TXA", 10, 3))),
            texts.stream().map(obx -> person(obx.value(16, 2), obx.value(16, 3))))
        .filter(name -> !name.isEmpty())
        .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST))
        .findFirst()
        .orElse(null);
  }

  private static String interpreter(Segment obr) {
    String first = obr.repetitions(32).get(0);
    String name = person(obr.subvalue(first, 1, 2), obr.subvalue(first, 1, 3));
    return name.isEmpty() ? person(obr.value(first, 2), obr.value(first, 3)) : name;
  }

  /** Given name first, as it is read. */
  private static String person(String family, String given) {
    return Stream.of(given, family)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(" "));
  }
}
