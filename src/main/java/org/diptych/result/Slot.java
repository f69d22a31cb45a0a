package org.diptych.result;

import ca.uhn.fhir.rest.param.ParameterUtil;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The place of one resource in the transaction: how the server finds it again, and how the other
 * entries refer to it. Equal business identifiers give equal places (FHIR R4 section 3.1.0.11.2).
 *
 * @param url what entry.request.url or ifNoneExist say
 * @param fullUrl a urn:uuid made from it
 */
record Slot(String type, String url, String fullUrl) {

  /** The resource that has the identifier. */
  static Slot of(String type, Identifier identifier) {
    return named(
        type,
        type
            + "?identifier="
            + ParameterUtil.escapeAndUrlEncode(identifier.getSystem())
            + "%7C"
            + ParameterUtil.escapeAndUrlEncode(identifier.getValue()));
  }

  /** The resource with a logical id that we chose. */
  static Slot of(String type, UUID id) {
    return named(type, type + "/" + id);
  }

  private static Slot named(String type, String url) {
    UUID uuid = UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8));
    return new Slot(type, url, "urn:uuid:" + uuid);
  }

  Reference reference() {
    return new Reference(fullUrl).setType(type);
  }

  /** Creates the resource unless the server has it; what is there is not changed. */
  BundleEntryComponent createIfAbsent(Resource resource) {
    BundleEntryComponent entry = entry(resource);
    entry
        .getRequest()
        .setMethod(HTTPVerb.POST)
        .setUrl(type)
        .setIfNoneExist(url.substring(url.indexOf('?') + 1));
    return entry;
  }

  /** Creates the resource or replaces our own earlier one. */
  BundleEntryComponent put(Resource resource) {
    BundleEntryComponent entry = entry(resource);
    entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(url);
    return entry;
  }

  private BundleEntryComponent entry(Resource resource) {
    return new BundleEntryComponent().setFullUrl(fullUrl).setResource(resource);
  }
}
