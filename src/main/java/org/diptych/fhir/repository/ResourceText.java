package org.diptych.fhir.repository;

import ca.uhn.fhir.context.FhirContext;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;

/**
 * Resources as text and back. The text has no version and no time of update, so two texts are equal
 * exactly when nothing changed.
 */
final class ResourceText {
  private final FhirContext context;

  ResourceText(FhirContext context) {
    this.context = context;
  }

  String write(Resource resource, String id) {
    resource.setId(new IdType(resource.fhirType(), id));
    if (resource.hasMeta()) {
      resource.getMeta().setVersionId(null).setLastUpdated(null);
    }
    return context.newJsonParser().encodeResourceToString(resource);
  }

  Resource read(Version version) {
    Resource resource = (Resource) context.newJsonParser().parseResource(version.content());
    resource.setId(new IdType(version.type(), version.id(), Long.toString(version.number())));
    resource.getMeta().setVersionId(Long.toString(version.number()));
    resource.getMeta().setLastUpdated(new Date(version.lastUpdated()));
    return resource;
  }

  List<Reference> references(Resource resource) {
    return context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class);
  }

  List<UriType> uris(Resource resource) {
    return context.newTerser().getAllPopulatedChildElementsOfType(resource, UriType.class);
  }

  /**
   * Lets go of the resources that the parser has hung behind references. They are entries of their
   * own, and would be written a second time inside whoever refers to them.
   */
  void detach(Resource resource) {
    references(resource).forEach(reference -> reference.setResource(null));
  }

  /** A reference to this server is kept relative, whatever name the client calls the server by. */
  void relativeTo(String ownBase, Resource resource) {
    for (Reference reference : references(resource)) {
      if (reference.hasReference() && reference.getReference().startsWith(ownBase + "/")) {
        reference.setReference(reference.getReference().substring(ownBase.length() + 1));
      }
    }
  }

  FhirContext context() {
    return context;
  }
}
