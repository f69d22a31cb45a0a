package org.diptych.admin;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * A resource that was delivered.
 *
 * @param reference relative, such as {@code DiagnosticReport/12}
 * @param link where a browser finds it, or null when the server is no HTTP address
 */
record Document(String reference, @Nullable String link) {
  /** The resources of the latest delivery to each server, in the order they were written. */
  static List<Document> deliveredBy(List<Entry> entries) {
    List<Document> documents = new ArrayList<>();
    entries.stream()
        .filter(entry -> entry.kind() == EntryKind.DELIVERED)
        .reduce((earlier, later) -> later)
        .ifPresent(entry -> documents.addAll(of(entry)));
    return documents;
  }

  private static List<Document> of(Entry delivered) {
    String server = delivered.payload().getOrDefault("server", "");
    return Arrays.stream(delivered.payload().getOrDefault("resources", "").split(" "))
        .filter(reference -> !reference.isBlank())
        .map(reference -> new Document(reference, link(server, reference)))
        .toList();
  }

  private static @Nullable String link(String server, String reference) {
    if (!server.startsWith("http://")
        && !server.startsWith("https://")
        && !server.startsWith("/")) {
      return null;
    }
    try {
      return URI.create(server.endsWith("/") ? server + reference : server + "/" + reference)
          .toString();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
