package org.diptych.pairing;

import java.util.Comparator;
import java.util.List;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.AccessionNumber;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.RadiologyReport;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** Which studies and reports belong together: the study instance UID, else the accession number. */
final class Evidence {
  static final String BY_STUDY = "paired by study instance UID";
  static final String BY_ACCESSION = "paired by accession number";

  private Evidence() {}

  /** Whether a report says anything that a study could be found by. */
  static boolean canMatch(RadiologyReport report) {
    return report.study() != null || report.accession() != null;
  }

  /** The rule that pairs the report with one of its {@link #studies}, in words. */
  static String rule(RadiologyReport report) {
    return report.study() != null ? BY_STUDY : BY_ACCESSION;
  }

  /** The studies that the report may be of, in the order in which they are locked. */
  static List<ImagingStudy> studies(Transaction open, RadiologyReport report) {
    Uid named = report.study();
    if (named != null) {
      return open.studies().find(named).stream().toList();
    }
    AccessionNumber accession = report.accession();
    if (accession == null) {
      return List.of();
    }
    return open.studies().withAccession(accession).stream()
        .sorted(Comparator.comparing(study -> study.uid().value()))
        .toList();
  }

  /** The reports that may be of the study: those that name it, else those of its order. */
  static List<KeptReport> reports(Transaction open, ImagingStudy study) {
    List<KeptReport> naming = open.reports().naming(study.uid());
    AccessionNumber accession = study.accession();
    if (!naming.isEmpty() || accession == null) {
      return naming;
    }
    return open.reports().withAccession(accession).stream()
        .filter(kept -> kept.report().study() == null)
        .toList();
  }

  /** Whether both name a patient, under authorities that can be compared, and not the same one. */
  static boolean patientsContradict(
      @Nullable PatientIdentity one, @Nullable PatientIdentity other) {
    if (one == null || other == null) {
      return false;
    }
    PatientId first = one.id();
    PatientId second = other.id();
    boolean comparable =
        first.issuer() == null || second.issuer() == null || first.issuer().equals(second.issuer());
    return comparable && !first.value().equals(second.value());
  }
}
