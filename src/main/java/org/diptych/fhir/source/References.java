package org.diptych.fhir.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Follows the references of one resource: to what it contains, and to the same server. A reference
 * to any other server is not followed.
 */
final class References {
  private static final Pattern LITERAL =
      Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(/_history/.+)?");
  private static final int MOST = 200;

  private final FhirServer server;
  private final DomainResource from;
  private final Map<String, Optional<Resource>> known = new HashMap<>();

  References(FhirServer server, DomainResource from) {
    this.server = server;
    this.from = from;
  }

  /**
   * What the reference leads to; empty when it is elsewhere or gone.
   *
   * @throws MissingPart when the server may have it later
   */
  Optional<Resource> resolve(Reference reference) throws MissingPart {
    String text = reference.getReference();
    if (text == null) {
      return Optional.empty();
    }
    if (text.startsWith("#")) {
      return from.getContained().stream()
          .filter(each -> text.substring(1).equals(each.getIdElement().getIdPart()))
          .findFirst();
    }
    return resolve(text);
  }

  /** As {@link #resolve(Reference)}, for an address such as that of an Attachment. */
  Optional<Resource> resolve(String url) throws MissingPart {
    Matcher literal = LITERAL.matcher(server.relative(url));
    if (!literal.matches()) {
      return Optional.empty();
    }
    String key = literal.group(1) + "/" + literal.group(2);
    Optional<Resource> before = known.get(key);
    if (before != null) {
      return before;
    }
    if (known.size() >= MOST) {
      return Optional.empty();
    }
    Optional<Resource> found = read(literal.group(1), literal.group(2));
    known.put(key, found);
    return found;
  }

  private Optional<Resource> read(String type, String id) throws MissingPart {
    FhirAnswer<Resource> answer = server.read(type, id);
    if (answer instanceof FhirAnswer.Done<Resource> done) {
      return Optional.of(done.value());
    }
    Fetched failure = Fetched.of(answer);
    if (failure instanceof Fetched.Unavailable) {
      throw new MissingPart(failure);
    }
    return Optional.empty();
  }
}
