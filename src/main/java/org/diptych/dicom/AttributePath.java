package org.diptych.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.ElementDictionary;
import org.aoju.bus.image.galaxy.data.Sequence;

/**
 * An attribute as a URL names it: its keyword or eight hexadecimal digits, after those of the
 * sequences that it is in, with dots between them (PS3.18 section 8.3.4.1).
 */
record AttributePath(List<Integer> tags) {
  static AttributePath of(int... tags) {
    List<Integer> path = new ArrayList<>();
    for (int tag : tags) {
      path.add(tag);
    }
    return new AttributePath(List.copyOf(path));
  }

  /** Empty when a part of it is no attribute of PS3.6. */
  static Optional<AttributePath> parse(String text) {
    List<Integer> path = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      int tag =
          part.matches("[0-9A-Fa-f]{8}")
              ? Integer.parseUnsignedInt(part, 16)
              : ElementDictionary.tagForKeyword(part, null);
      if (tag == -1 || ElementDictionary.keywordOf(tag, null).isEmpty()) {
        return Optional.empty();
      }
      path.add(tag);
    }
    return Optional.of(new AttributePath(List.copyOf(path)));
  }

  /** The attribute at the top: itself, or the sequence that it is in. */
  int top() {
    return tags.get(0);
  }

  int last() {
    return tags.get(tags.size() - 1);
  }

  /** Every data set that the attribute may stand in. */
  List<Attributes> within(Attributes dataSet) {
    List<Attributes> found = List.of(dataSet);
    for (int tag : tags.subList(0, tags.size() - 1)) {
      List<Attributes> items = new ArrayList<>();
      for (Attributes each : found) {
        Sequence sequence = each.getSequence(tag);
        if (sequence != null) {
          items.addAll(sequence);
        }
      }
      found = items;
    }
    return found;
  }
}
