package org.diptych.result;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diptych.study.Finding;
import org.diptych.study.Findings;

/** The words of a reading: what was seen, one line for each finding, and what it is good for. */
final class Conclusion {
  private Conclusion() {}

  static String of(Findings findings) {
    String model = findings.model().name() + " " + findings.model().version();
    if (findings.abstained() != null) {
      return String.join(
          "\n",
          model + " gave no finding for this study: " + findings.abstained() + ".",
          IntendedUse.SENTENCE);
    }
    Stream<String> seen = Stream.of(findings.description().strip()).filter(d -> !d.isEmpty());
    Stream<String> lines =
        findings.findings().stream().filter(Finding::present).map(Conclusion::of);
    if (findings.findings().stream().noneMatch(Finding::present)) {
      lines = Stream.of("None of the findings that " + model + " looks for is called present.");
    }
    return Stream.of(seen, lines, Stream.of(IntendedUse.SENTENCE))
        .flatMap(part -> part)
        .collect(Collectors.joining("\n"));
  }

  private static String of(Finding finding) {
    return String.format(
        Locale.ROOT,
        "- %s: present, probability %.2f (image alone %.2f, report alone %.2f)",
        finding.label(),
        finding.probability(),
        finding.imageAlone(),
        finding.reportAlone());
  }
}
