package org.diptych.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diptych.journal.Entry;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.KeptReport;
import org.diptych.journal.MessageOrigin;
import org.diptych.study.StudyAnnouncement.Source;
import org.jspecify.annotations.Nullable;

/** What an entry says beside its kind, in the words of a department; no patient data. */
final class Told {
  private Told() {}

  static String of(Entry entry) {
    Map<String, String> said = entry.payload();
    return switch (entry.kind()) {
      case ORDER_KEPT -> words(said.get("state"));
      case PATIENT_CHANGED -> words(said.get("change"));
      case STUDY_ANNOUNCED -> announced(said);
      case STUDY_DUE -> "looked whether more arrives";
      case CASE_DUE -> "a person is told if the other half has not come by then";
      case STUDY_SETTLED ->
          sentence(counted(said.get("instances"), "image"), said.getOrDefault("reason", ""));
      case CASE_READY ->
          sentence(
              version(said),
              said.getOrDefault("rule", ""),
              prefixed("version %s of the report", said.get("reportVersion")));
      case CASE_WITHDRAWN -> sentence(version(said), said.getOrDefault("reason", ""));
      case FINDINGS_READY, RESULTS_READY, SUBJECT_CHANGED -> version(said);
      case DELIVERED ->
          sentence(
              counted(resources(said.getOrDefault("resources", "")), "resource"),
              prefixed("to %s", said.get("server")));
      case CANDIDATE_CHOSEN, CHOICE_UNDONE, CASE_ABANDONED -> prefixed("by %s", said.get("by"));
      case SET_ASIDE ->
          sentence(
              said.getOrDefault("reason", ""),
              said.containsKey("candidates")
                  ? counted(count(said.get("candidates"), ","), "candidate")
                  : "",
              prefixed("at the step %s", said.get("kind")));
      case RESOURCE_ANNOUNCED ->
          sentence(said.getOrDefault("place", ""), prefixed("of %s", said.get("source")));
      case CASE_DELETED ->
          sentence(
              prefixed("by %s", said.get("by")),
              said.getOrDefault("rule", ""),
              counted(said.get("instances"), "image"),
              counted(said.get("reports"), "report version"));
      case INSTANCE_KEPT, REPORT_KEPT -> "";
    };
  }

  static String instance(@Nullable KeptInstance kept) {
    return kept == null
        ? ""
        : sentence(
            kept.instance().modality() == null ? "" : kept.instance().modality(),
            "from " + kept.callingAeTitle());
  }

  static String report(@Nullable KeptReport kept) {
    return kept == null
        ? ""
        : sentence(
            "version " + kept.version(),
            words(kept.report().status().name()),
            kept.report().addendum() ? "addendum" : "");
  }

  static String message(Optional<MessageOrigin> origin) {
    return origin
        .map(from -> "message " + from.controlId() + " from " + from.sender().replace('|', ' '))
        .orElse("");
  }

  /** The parts that say something, with commas between them. */
  static String sentence(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(", "));
  }

  private static String announced(Map<String, String> said) {
    String who =
        Arrays.stream(Source.values())
            .filter(source -> source.name().equals(said.get("source")))
            .map(Source::words)
            .findFirst()
            .orElse("");
    String expected = said.get("expected");
    return sentence(
        prefixed("%s says", who)
            + (expected == null ? "" : " " + counted(expected, "image"))
            + (Boolean.parseBoolean(said.get("complete")) ? " that no more will come" : ""));
  }

  private static String version(Map<String, String> said) {
    return prefixed("version %s", said.get("version"));
  }

  private static String prefixed(String form, @Nullable String value) {
    return value == null || value.isBlank() ? "" : form.formatted(value);
  }

  private static String words(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String resources(String references) {
    return references.isBlank() ? "" : count(references, " ");
  }

  private static String count(@Nullable String values, String between) {
    return values == null ? "" : Integer.toString(values.split(between).length);
  }

  private static String counted(@Nullable String number, String what) {
    return number == null || number.isBlank()
        ? ""
        : number + " " + what + (number.equals("1") ? "" : "s");
  }
}
