package org.diptych.admin;

import java.util.List;
import java.util.Locale;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.Region;
import org.jspecify.annotations.Nullable;

/** One finding as the page and REST show it. */
record FindingView(
    String label,
    List<CodedText> codes,
    double probability,
    double imageAlone,
    double reportAlone,
    double concordance,
    boolean present,
    boolean discordant,
    @Nullable Region region) {
  static FindingView of(Finding finding, double discordantBelow) {
    return new FindingView(
        finding.label(),
        finding.codes(),
        finding.probability(),
        finding.imageAlone(),
        finding.reportAlone(),
        finding.concordance(),
        finding.present(),
        finding.concordance() < discordantBelow,
        finding.region());
  }

  /** The box in words, empty when the model did not localise the finding. */
  public String where() {
    return region == null
        ? ""
        : String.format(
            Locale.ROOT,
            "box at %.0f, %.0f, %.0f × %.0f px",
            region.x(),
            region.y(),
            region.width(),
            region.height());
  }

  /** Which of the two panels says it and which does not, for a discordant finding. */
  public String disagreement() {
    if (!discordant) {
      return "";
    }
    return imageAlone > reportAlone
        ? "the image suggests it, the report does not"
        : "the report states it, the image does not show it";
  }
}
