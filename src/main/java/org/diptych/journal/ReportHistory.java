package org.diptych.journal;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of one report say together, in whatever order they arrived: the last whole text
 * with every addendum after it. The order is that of issue; at the same time a preliminary report
 * comes before a final one, that before its correction, that before its addenda and those before
 * its cancellation.
 */
final class ReportHistory {
  private static final String ADDENDUM = "\n\nADDENDUM\n";
  private static final Pattern HEADED = Pattern.compile("addendum\\b", Pattern.CASE_INSENSITIVE);

  private ReportHistory() {}

  /** A message with the time that orders it: its own, else that of what arrived before it. */
  private record Said(KeptReport kept, LocalDateTime at) {
    private static final Comparator<Said> IN_ORDER =
        Comparator.comparing(Said::at)
            .thenComparing(said -> rank(said.kept.report()))
            .thenComparing(said -> said.kept.version());
  }

  /**
   * The report as it stood when the last of the messages had arrived.
   *
   * @param messages in order of arrival, at least one
   */
  static KeptReport whole(List<KeptReport> messages) {
    KeptReport arrived = messages.get(messages.size() - 1);
    if (messages.size() == 1) {
      return arrived;
    }
    List<RadiologyReport> said = inOrder(messages);
    int base = base(said);
    RadiologyReport newest = said.get(said.size() - 1);
    RadiologyReport naming = naming(said);
    RadiologyReport whole =
        new RadiologyReport(
            newest.key(),
            said.get(base).status() == ReportStatus.CANCELLED
                ? ReportStatus.CANCELLED
                : newest.status(),
            text(said, base),
            naming.study(),
            naming.accession(),
            newest(said, RadiologyReport::patient),
            newest(said, RadiologyReport::placerOrderNumber),
            newest(said, RadiologyReport::fillerOrderNumber),
            newest(said, RadiologyReport::procedure),
            newest(said, RadiologyReport::observedAt),
            newest.priority(),
            newest.controlId(),
            newest.issued(),
            false,
            naming.others(),
            newest(said, RadiologyReport::author));
    return arrived.with(whole);
  }

  private static List<RadiologyReport> inOrder(List<KeptReport> messages) {
    List<Said> said = new ArrayList<>();
    LocalDateTime before = LocalDateTime.MIN;
    for (KeptReport message : messages) {
      LocalDateTime issued = message.report().issued();
      LocalDateTime at = issued == null ? before : issued;
      said.add(new Said(message, at));
      before = at.isAfter(before) ? at : before;
    }
    return said.stream().sorted(Said.IN_ORDER).map(each -> each.kept().report()).toList();
  }

  private static int rank(RadiologyReport report) {
    if (report.status() == ReportStatus.CANCELLED) {
      return 4;
    }
    if (report.addendum()) {
      return 3;
    }
    return switch (report.status()) {
      case CORRECTED -> 2;
      case FINAL, NO_ORDER, NO_PATIENT -> 1;
      default -> 0;
    };
  }

  /** The last message that is no addendum, else the first. */
  private static int base(List<RadiologyReport> said) {
    for (int at = said.size() - 1; at > 0; at--) {
      if (!said.get(at).addendum()) {
        return at;
      }
    }
    return 0;
  }

  /** An addendum that repeats the report is whole; one that was said before adds nothing. */
  private static String text(List<RadiologyReport> said, int base) {
    String text = said.get(base).text();
    for (RadiologyReport addendum : said.subList(base + 1, said.size())) {
      if (addendum.text().contains(text)) {
        text = addendum.text();
      } else if (!text.contains(addendum.text())) {
        text = text + heading(addendum) + addendum.text();
      }
    }
    return text;
  }

  /** Many report systems write the heading themselves. */
  private static String heading(RadiologyReport addendum) {
    return HEADED.matcher(addendum.text()).lookingAt() ? "\n\n" : ADDENDUM;
  }

  /** The newest message that says which study it is of, else the newest. */
  private static RadiologyReport naming(List<RadiologyReport> said) {
    for (int at = said.size() - 1; at > 0; at--) {
      if (!said.get(at).links().isEmpty()) {
        return said.get(at);
      }
    }
    return said.get(0);
  }

  private static <T> @Nullable T newest(
      List<RadiologyReport> said, Function<RadiologyReport, @Nullable T> part) {
    T found = null;
    for (RadiologyReport each : said) {
      T here = part.apply(each);
      found = here == null ? found : here;
    }
    return found;
  }
}
