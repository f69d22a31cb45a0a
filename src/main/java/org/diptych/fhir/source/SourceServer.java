package org.diptych.fhir.source;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/** Fetches resources of one hospital server and reads what they say. */
public final class SourceServer {
  private static final Pattern PLACE = Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})");

  private final FhirContext context;
  private final FhirServer server;
  private final PatientReader patients;
  private final OrderReader orders;
  private final ReportReader reports;
  private final RemoteSubscriptions subscriptions;
  private final ChangedResources changes;

  /**
   * Reads from this server.
   *
   * @param name what the site calls it; part of the identity of its reports
   */
  public SourceServer(FhirContext context, FhirServer server, SourceTerms terms, String name) {
    this.context = context;
    this.server = server;
    patients = new PatientReader(terms);
    orders = new OrderReader(terms, patients);
    reports = new ReportReader(terms, patients, name);
    subscriptions = new RemoteSubscriptions(context, server);
    changes = new ChangedResources(server);
  }

  /** Our Subscriptions there. */
  public RemoteSubscriptions subscriptions() {
    return subscriptions;
  }

  /** What changed there. */
  public ChangedResources changes() {
    return changes;
  }

  /**
   * {@code Type/id} of a reference to this server, relative or absolute; empty for any other place.
   */
  public Optional<String> place(String reference) {
    return Optional.of(server.relative(reference.replaceFirst("/_history/.*", "")))
        .filter(each -> PLACE.matcher(each).matches());
  }

  /** Fetches the current version of {@code Type/id} and what it needs to be understood. */
  public Fetched fetch(String place) {
    Matcher typeAndId = PLACE.matcher(place);
    if (!typeAndId.matches()) {
      throw new IllegalArgumentException("a place is a type and an id");
    }
    FhirAnswer<Resource> answer = server.read(typeAndId.group(1), typeAndId.group(2));
    if (!(answer instanceof FhirAnswer.Done<Resource> done)) {
      return Fetched.of(answer);
    }
    Resource resource = done.value();
    String version = place + "/_history/" + resource.getMeta().getVersionId();
    try {
      SourceContent content = read(resource, version);
      String json = context.newJsonParser().encodeResourceToString(resource);
      return new Fetched.Found(version, json.getBytes(StandardCharsets.UTF_8), content);
    } catch (MissingPart missing) {
      return missing.failure();
    }
  }

  private SourceContent read(Resource resource, String version) throws MissingPart {
    if (OwnOutput.is(resource)) {
      return new SourceContent.Nothing("it is our own");
    }
    if (!(resource instanceof DomainResource domain)) {
      return new SourceContent.Nothing("nothing is read from this type");
    }
    References references = new References(server, domain);
    if (domain instanceof ImagingStudy study) {
      return StudyReader.read(study, references);
    }
    if (domain instanceof DiagnosticReport report) {
      return reports.read(report, version, references);
    }
    if (domain instanceof ServiceRequest request) {
      return orders.read(request, version, references);
    }
    return domain instanceof Patient patient
        ? patients.read(patient, version, references)
        : new SourceContent.Nothing("nothing is read from this type");
  }
}
