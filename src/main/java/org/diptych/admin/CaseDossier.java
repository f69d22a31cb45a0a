package org.diptych.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the journal knows of one case.
 *
 * @param summary the case itself; REST calls it {@code case}
 * @param readings the versions there is a reading of, oldest first
 * @param candidates what a person may choose for the case, the likeliest first
 * @param choice what a person chose, null when evidence decided
 * @param priors earlier studies of the patient, the latest first
 */
record CaseDossier(
    @JsonProperty("case") CaseSummary summary,
    @Nullable StudyView study,
    @Nullable ReportView report,
    @JsonProperty("findings") @Nullable ReadingView reading,
    List<Integer> readings,
    List<CandidateView> candidates,
    @Nullable ChoiceView choice,
    List<PriorView> priors,
    List<Document> documents,
    List<TimelineEvent> timeline) {
  /** Our own key only. */
  @Override
  public String toString() {
    return "CaseDossier[" + summary.id() + "]";
  }
}
