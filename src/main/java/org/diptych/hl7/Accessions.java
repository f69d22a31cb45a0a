package org.diptych.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diptych.study.AccessionNumber;
import org.diptych.study.StudyLink;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** The accession numbers of an order group, from the fields that a site says may hold them. */
final class Accessions {
  private static final int LONGEST = 16;

  private final List<AccessionSource> sources;

  Accessions(List<AccessionSource> sources) {
    this.sources = List.copyOf(sources);
  }

  Optional<AccessionNumber> of(OrderGroup group) {
    return all(group).findFirst();
  }

  /** Of the first source that holds one, every repetition. */
  private Stream<AccessionNumber> all(OrderGroup group) {
    return sources.stream()
        .map(source -> of(source, group))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of())
        .stream();
  }

  /**
   * Studies that the group names beside its own: further IPC segments, ZDS segments and UIDs, and
   * further repetitions of the accession number.
   */
  List<StudyLink> others(
      OrderGroup group, @Nullable Uid study, @Nullable AccessionNumber accession) {
    List<StudyLink> links = new ArrayList<>();
    for (Segment ipc : group.all("IPC")) {
      Uid uid = StudyReference.uid(ipc.value(3)).orElse(null);
      AccessionNumber number =
          accession(ipc.value(1), issuer(ipc.value(1, 2), ipc.value(1, 3))).orElse(null);
      if (uid != null || number != null) {
        links.add(new StudyLink(uid, number));
      }
    }
    for (Uid uid : StudyReference.all(group)) {
      if (links.stream().noneMatch(link -> uid.equals(link.study()))) {
        links.add(new StudyLink(uid, null));
      }
    }
    all(group)
        .filter(number -> links.stream().noneMatch(link -> number.equals(link.accession())))
        .forEach(number -> links.add(new StudyLink(null, number)));
    return links.stream()
        .filter(link -> link.study() == null || !link.study().equals(study))
        .filter(link -> link.study() != null || !number(link).equals(accession))
        .distinct()
        .toList();
  }

  private static AccessionNumber number(StudyLink link) {
    AccessionNumber number = link.accession();
    if (number == null) {
      throw new IllegalStateException("a link names a study one way or the other");
    }
    return number;
  }

  /** EI.2 namespace ID, else EI.3 universal ID; OBR-18 and OBR-20 are plain strings. */
  private static List<AccessionNumber> of(AccessionSource source, OrderGroup group) {
    List<AccessionNumber> found = new ArrayList<>();
    switch (source) {
      case IPC_1 ->
          group
              .first("IPC")
              .flatMap(ipc -> accession(ipc.value(1), issuer(ipc.value(1, 2), ipc.value(1, 3))))
              .ifPresent(found::add);
      case OBR_18 -> plain(group.obr(), 18, found);
      case OBR_20 -> plain(group.obr(), 20, found);
      case OBR_3 -> numbered(group, 3, found);
      case OBR_2 -> numbered(group, 2, found);
    }
    return found;
  }

  private static void plain(Segment obr, int field, List<AccessionNumber> found) {
    for (String repetition : obr.repetitions(field)) {
      accession(obr.value(repetition, 1), null).ifPresent(found::add);
    }
  }

  private static void numbered(OrderGroup group, int field, List<AccessionNumber> found) {
    accession(group.order(field, 1), issuer(group.order(field, 2), group.order(field, 3)))
        .ifPresent(found::add);
  }

  private static @Nullable String issuer(String namespace, String universal) {
    String issuer = namespace.isEmpty() ? universal : namespace;
    return issuer.isEmpty() ? null : issuer;
  }

  /** What does not fit (0008,0050) is something else. */
  private static Optional<AccessionNumber> accession(String value, @Nullable String issuer) {
    return value.isBlank() || value.length() > LONGEST
        ? Optional.empty()
        : Optional.of(new AccessionNumber(value, issuer));
  }
}
