package org.diptych.pairing;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.diptych.study.Candidate;
import org.diptych.study.CaseId;
import org.diptych.study.ImagingStudy;
import org.diptych.study.RadiologyReport;

/**
 * How well study and report fit, for a person who chooses: the weight of the rule, 20 for the
 * patient (40 off for another), 10 each for modality and body part (10 off for others), 10 for at
 * most an hour between them and 5 for at most a day; never under 0 or over 100.
 */
final class Scores {
  private static final Duration CLOSE = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Comparator<Candidate> LIKELIEST =
      Comparator.comparing(Candidate::score).reversed().thenComparing(Candidate::key);

  private Scores() {}

  /** The studies that the report may be of, the likeliest first. */
  static List<Candidate> studies(RadiologyReport report, List<Match.Slot> slots) {
    List<Candidate> candidates = new ArrayList<>();
    for (Match.Slot slot : slots) {
      for (ImagingStudy study : slot.candidates()) {
        candidates.add(of(study.uid().value(), slot.rule(), study, report));
      }
    }
    return candidates.stream().distinct().sorted(LIKELIEST).toList();
  }

  /** The reports that may be of the study, the likeliest first. */
  static List<Candidate> reports(ImagingStudy study, PairingRule rule, List<RadiologyReport> of) {
    return of.stream()
        .map(report -> of(CaseId.of(report.key()).toString(), rule, study, report))
        .sorted(LIKELIEST)
        .toList();
  }

  private static Candidate of(
      String key, PairingRule rule, ImagingStudy study, RadiologyReport report) {
    List<String> evidence = new ArrayList<>(List.of(rule.words()));
    int score = rule.weight();
    if (Identity.agree(study.patient(), report.patient())) {
      evidence.add("patient");
      score += 20;
    } else if (Identity.contradict(study.patient(), report.patient())) {
      evidence.add("another patient");
      score -= 40;
    }
    Procedure procedure = new Procedure(report.procedure());
    if (procedure.modality(study)) {
      evidence.add("modality");
      score += 10;
    } else if (procedure.otherModality(study)) {
      evidence.add("another modality");
      score -= 10;
    }
    if (procedure.bodyPart(study)) {
      evidence.add("body part");
      score += 10;
    } else if (procedure.otherBodyPart(study)) {
      evidence.add("another body part");
      score -= 10;
    }
    LocalDateTime observed = report.observedAt();
    if (observed != null && study.started() != null) {
      Duration apart = Duration.between(study.started(), observed).abs();
      if (apart.compareTo(CLOSE) <= 0) {
        evidence.add("within the hour");
        score += 10;
      } else if (apart.compareTo(DAY) <= 0) {
        evidence.add("within a day");
        score += 5;
      } else {
        evidence.add("more than a day apart");
      }
    }
    return new Candidate(key, Math.max(0, Math.min(100, score)), String.join(", ", evidence));
  }
}
