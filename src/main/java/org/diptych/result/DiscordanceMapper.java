package org.diptych.result;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.diptych.fhir.OwnResult;
import org.diptych.fhir.validation.Canonical;
import org.diptych.study.Finding;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueEvidenceComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Identifier;

/** Image and report do not say the same: the issue a person should look at first. */
final class DiscordanceMapper {
  private final double below;

  DiscordanceMapper(double below) {
    this.below = below;
  }

  static Identifier identifier(ResultAddress address) {
    return OwnResult.identifier(address.ofIssue());
  }

  /** The findings on which image and report disagree. */
  List<Finding> discordant(Reading reading) {
    if (reading.findings().abstained() != null || reading.report() == null) {
      return List.of();
    }
    return reading.findings().findings().stream()
        .filter(finding -> finding.concordance() < below)
        .toList();
  }

  DetectedIssue issue(
      Identifier identifier, Reading reading, Slots slots, Map<Finding, Slot> observations) {
    DetectedIssue issue = new DetectedIssue();
    AiTransparency.label(issue, Canonical.DISCORDANCE);
    issue.addIdentifier(identifier);
    issue.setStatus(DetectedIssueStatus.PRELIMINARY);
    issue.setCode(
        new CodeableConcept(new Coding(Canonical.ISSUES, "discordance", "discordance"))
            .setText("Image and report do not say the same"));
    issue.setPatient(slots.subject());
    issue.setIdentified(StudyTime.dateTime(reading.findings().readAt()));
    issue.setAuthor(slots.device().reference());
    List<Finding> discordant = discordant(reading);
    DetectedIssueEvidenceComponent evidence = issue.addEvidence();
    if (slots.study() != null) {
      issue.addImplicated(slots.study().reference());
      evidence.addDetail(slots.study().reference());
    }
    if (reading.report() != null) {
      evidence.addDetail(ProvenanceMapper.report(reading.report()));
    }
    for (Finding finding : discordant) {
      Slot observation = observations.get(finding);
      if (observation != null) {
        issue.addEvidence().addDetail(observation.reference());
      }
    }
    issue.setDetail(
        discordant.stream().map(DiscordanceMapper::says).collect(Collectors.joining("\n")));
    return issue;
  }

  private static String says(Finding finding) {
    return String.format(
        Locale.ROOT,
        "%s: the image alone says %.2f, the report alone %.2f; concordance %.2f.",
        finding.label(),
        finding.imageAlone(),
        finding.reportAlone(),
        finding.concordance());
  }
}
