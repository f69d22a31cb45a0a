package org.diptych.fhir.client;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;

/** A peer that does what a transaction's conditions say, and counts what it changed. */
public final class FhirMemory implements MoodyFhirServer.Mood {
  private final FhirContext context = FhirContext.forR4Cached();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Map<String, String> contents = new LinkedHashMap<>();
  private int changes;

  @Override
  public void answer(HttpExchange exchange, String body) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String answer =
        query == null ? commit(body) : search(exchange.getRequestURI().getPath(), query);
    MoodyFhirServer.json(200, answer).answer(exchange, body);
  }

  /** A search by identifiers. */
  private synchronized String search(String path, String query) {
    String type = path.replaceFirst("^.*/", "");
    List<String> wanted = List.of(query.replaceAll("^identifier=|&.*$", "").split(","));
    Bundle found = new Bundle().setType(BundleType.SEARCHSET);
    contents.forEach(
        (place, content) -> {
          IBaseResource resource = context.newJsonParser().parseResource(content);
          boolean matches =
              context.newTerser().getValues(resource, "identifier", Identifier.class).stream()
                  .anyMatch(each -> wanted.contains(each.getSystem() + "|" + each.getValue()));
          if (matches && place.startsWith(type + "/")) {
            found.addEntry().setResource((Resource) resource.setId(place));
          }
        });
    return context.newJsonParser().encodeResourceToString(found);
  }

  /** Commits what was asked and then says nothing, as when an answer is lost on the way. */
  public MoodyFhirServer.Mood commitsInSilence() {
    return (exchange, body) -> {
      commit(body);
      MoodyFhirServer.silence().answer(exchange, body);
    };
  }

  /** How often something was created or changed. */
  public synchronized int changes() {
    return changes;
  }

  /** Relative references of what there is. */
  public synchronized List<String> resources() {
    return List.copyOf(places.values());
  }

  private synchronized String commit(String body) {
    Bundle answer = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
    for (BundleEntryComponent entry :
        context.newJsonParser().parseResource(Bundle.class, body).getEntry()) {
      answer.addEntry().getResponse().setStatus("200 OK").setLocation(place(entry));
    }
    return context.newJsonParser().encodeResourceToString(answer);
  }

  private String place(BundleEntryComponent entry) {
    String type = entry.getResource().fhirType();
    boolean creates = entry.getRequest().getMethod() == HTTPVerb.POST;
    String condition =
        creates ? type + "?" + entry.getRequest().getIfNoneExist() : entry.getRequest().getUrl();
    String place =
        places.computeIfAbsent(condition, c -> c.contains("?") ? type + "/" + places.size() : c);
    String content = context.newJsonParser().encodeResourceToString(entry.getResource());
    String before = contents.get(place);
    if (before == null || (!creates && !before.equals(content))) {
      contents.put(place, content);
      changes++;
    }
    return place + "/_history/1";
  }
}
