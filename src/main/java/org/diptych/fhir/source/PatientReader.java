package org.diptych.fhir.source;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientChange.Kind;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Patient.PatientLinkComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** Reads who a Patient is, and which other Patients it is linked with. */
final class PatientReader {
  private static final int LONGEST_ID = 250;
  private static final int FULL_DATE = 10;

  private final SourceTerms terms;

  PatientReader(SourceTerms terms) {
    this.terms = terms;
  }

  /**
   * Demographics, and a merge for each {@code link} of type replaces or replaced-by (FHIR R4
   * Patient section 8.1.4); refer and seealso do not make two records one.
   */
  SourceContent read(Patient patient, String version, References references) throws MissingPart {
    Optional<PatientIdentity> identity = identity(patient);
    if (identity.isEmpty()) {
      return new SourceContent.Nothing("the Patient has no identifier");
    }
    List<PatientChange> changes = new ArrayList<>();
    LocalDateTime at = terms.local(patient.getMeta().getLastUpdated());
    PatientIdentity self = identity.get();
    boolean replaced = false;
    boolean whole = true;
    for (PatientLinkComponent link : patient.getLink()) {
      LinkType type = link.getType();
      if (type != LinkType.REPLACES && type != LinkType.REPLACEDBY) {
        continue;
      }
      Resource target = references.resolve(link.getOther()).orElse(null);
      Optional<PatientIdentity> other =
          target instanceof Patient found ? identity(found) : Optional.empty();
      if (other.isEmpty() || other.get().id().equals(self.id())) {
        whole = false;
        continue;
      }
      replaced |= type == LinkType.REPLACEDBY;
      changes.add(
          type == LinkType.REPLACEDBY
              ? new PatientChange(Kind.MERGE, other.get(), self.id(), version, at)
              : new PatientChange(Kind.MERGE, self, other.get().id(), version, at));
    }
    if (!replaced) {
      changes.add(0, new PatientChange(Kind.UPDATE, self, null, version, at));
    }
    return new SourceContent.Patients(self.id(), version, at, changes, whole);
  }

  Optional<PatientIdentity> identity(Patient patient) {
    return patient.getIdentifier().stream()
        .filter(each -> each.hasValue() && !each.getValue().isBlank())
        .filter(each -> each.getValue().length() <= LONGEST_ID)
        .filter(each -> each.getUse() != IdentifierUse.OLD)
        .min(Comparator.comparingInt(PatientReader::rank))
        .map(
            each ->
                new PatientIdentity(
                    id(each), name(patient), born(patient.getBirthDateElement()), sex(patient)));
  }

  PatientId id(Identifier identifier) {
    return new PatientId(
        identifier.getValue(),
        terms.systems().issuer(identifier.getSystem(), terms.patientSystem()));
  }

  /** The medical record number before others, as PID-3 is read. */
  private static int rank(Identifier identifier) {
    if (SourceTerms.isTyped(identifier, "MR")) {
      return 0;
    }
    return identifier.getUse() == IdentifierUse.OFFICIAL ? 1 : 2;
  }

  private static @Nullable String name(Patient patient) {
    if (!patient.hasName()) {
      return null;
    }
    HumanName name = patient.getName().get(0);
    List<String> parts = new ArrayList<>();
    parts.add(name.hasFamily() ? name.getFamily() : "");
    name.getGiven().stream().map(StringType::getValue).forEach(parts::add);
    String joined = String.join("^", parts);
    return joined.isBlank() || joined.equals("^") ? null : joined;
  }

  private static @Nullable LocalDate born(DateType date) {
    String text = date.getValueAsString();
    return text == null || text.length() != FULL_DATE ? null : LocalDate.parse(text);
  }

  private static @Nullable String sex(Patient patient) {
    if (!patient.hasGender()) {
      return null;
    }
    return switch (patient.getGender()) {
      case MALE -> "M";
      case FEMALE -> "F";
      case OTHER -> "O";
      default -> null;
    };
  }
}
