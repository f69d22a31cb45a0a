package org.diptych.admin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.diptych.study.Findings;
import org.diptych.study.ModelIdentity;
import org.diptych.study.WordAttention;
import org.jspecify.annotations.Nullable;

/** One reading as the page and REST show it, what a person should see first first. */
record ReadingView(
    int version,
    ModelIdentity model,
    @Nullable String image,
    List<FindingView> findings,
    String description,
    List<WordAttention> attention,
    @Nullable String abstained,
    boolean preview,
    boolean overlay,
    Instant readAt) {
  private static final Comparator<FindingView> WORTH_SEEING =
      Comparator.comparing(FindingView::discordant)
          .thenComparing(FindingView::present)
          .thenComparingDouble(FindingView::probability)
          .reversed();

  static ReadingView of(Findings findings, double discordantBelow) {
    return new ReadingView(
        findings.version(),
        findings.model(),
        findings.image() == null ? null : findings.image().value(),
        findings.findings().stream()
            .map(finding -> FindingView.of(finding, discordantBelow))
            .sorted(WORTH_SEEING)
            .toList(),
        findings.description(),
        findings.attention(),
        findings.abstained(),
        findings.preview() != null,
        findings.overlay() != null,
        findings.readAt());
  }

  /** The discordant finding if there is one, else the most probable present one. */
  @Nullable FindingView topFinding() {
    return findings.stream()
        .filter(finding -> finding.discordant() || finding.present())
        .findFirst()
        .orElse(null);
  }

  /** The lowest concordance of any finding: how far image and report agree at worst. */
  public @Nullable Double concordance() {
    return findings.isEmpty()
        ? null
        : findings.stream().mapToDouble(FindingView::concordance).min().orElse(1);
  }

  public boolean discordant() {
    return findings.stream().anyMatch(FindingView::discordant);
  }

  /** Keys only: the description may repeat the report. */
  @Override
  public String toString() {
    return "ReadingView[version=" + version + ", model=" + model.id() + "]";
  }
}
