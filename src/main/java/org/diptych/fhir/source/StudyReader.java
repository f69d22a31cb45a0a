package org.diptych.fhir.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diptych.fhir.source.SourceContent.ListedInstance;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesInstanceComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Reads an ImagingStudy: which study it is, how many instances it has, and where they are. */
final class StudyReader {
  private static final String DICOM_UID = "urn:dicom:uid";
  static final String WADO_RS = "dicom-wado-rs";

  private StudyReader() {}

  static SourceContent read(ImagingStudy study, References references) throws MissingPart {
    Optional<Uid> uid = uid(study);
    if (uid.isEmpty()) {
      return new SourceContent.Nothing("the ImagingStudy has no study instance UID");
    }
    if (study.getStatus() != ImagingStudyStatus.AVAILABLE) {
      // Registered says nothing of the images yet; cancelled and entered in error never will.
      return new SourceContent.Nothing("the ImagingStudy is not available");
    }
    List<URI> endpoints = new ArrayList<>(endpoints(study.getEndpoint(), references));
    List<ListedInstance> listed = new ArrayList<>();
    for (ImagingStudySeriesComponent series : study.getSeries()) {
      for (URI endpoint : endpoints(series.getEndpoint(), references)) {
        if (!endpoints.contains(endpoint)) {
          endpoints.add(endpoint);
        }
      }
      for (ImagingStudySeriesInstanceComponent instance : series.getInstance()) {
        Optional<Uid> seriesUid = parse(series.getUid());
        Optional<Uid> instanceUid = parse(instance.getUid());
        if (seriesUid.isEmpty() || instanceUid.isEmpty()) {
          return new SourceContent.Nothing("the ImagingStudy names an instance by no UID");
        }
        listed.add(new ListedInstance(seriesUid.get(), instanceUid.get()));
      }
    }
    return new SourceContent.Study(uid.get(), instances(study, listed), endpoints, listed);
  }

  /** {@code numberOfInstances}, else as many as are listed when each series lists its own. */
  private static @Nullable Integer instances(ImagingStudy study, List<ListedInstance> listed) {
    if (study.hasNumberOfInstances()) {
      return study.getNumberOfInstances();
    }
    boolean whole = study.getSeries().stream().allMatch(ImagingStudySeriesComponent::hasInstance);
    return whole && !listed.isEmpty() ? listed.size() : null;
  }

  /** FHIR R4 ImagingStudy section 10.6.5: {@code urn:oid:} in the system {@code urn:dicom:uid}. */
  static Optional<Uid> uid(ImagingStudy study) {
    return study.getIdentifier().stream()
        .filter(each -> DICOM_UID.equals(each.getSystem()) && each.hasValue())
        .map(Identifier::getValue)
        .map(value -> value.startsWith("urn:oid:") ? value.substring("urn:oid:".length()) : value)
        .flatMap(value -> parse(value).stream())
        .findFirst();
  }

  private static Optional<Uid> parse(@Nullable String value) {
    try {
      return value == null ? Optional.empty() : Optional.of(new Uid(value));
    } catch (IllegalArgumentException notAUid) {
      return Optional.empty();
    }
  }

  private static List<URI> endpoints(List<Reference> endpoints, References references)
      throws MissingPart {
    List<URI> addresses = new ArrayList<>();
    for (Reference each : endpoints) {
      if (references.resolve(each).orElse(null) instanceof Endpoint endpoint
          && endpoint.hasAddress()
          && WADO_RS.equals(endpoint.getConnectionType().getCode())) {
        address(endpoint.getAddress()).ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  private static Optional<URI> address(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }
}
