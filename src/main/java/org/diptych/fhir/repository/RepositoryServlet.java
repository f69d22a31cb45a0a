package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;
import javax.sql.DataSource;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.validation.ResourceValidator;

/**
 * The embedded FHIR R4 repository at {@code /fhir}. Made by the first request: servlets that load
 * at start-up are made before the database and its configuration are there.
 */
@WebServlet(urlPatterns = "/fhir/*")
public class RepositoryServlet extends RestfulServer {
  private static final long serialVersionUID = 1L;

  private final transient DataSource source;
  private final transient RepositoryConfig config;
  private final transient ResourceValidator validator;

  @Inject
  public RepositoryServlet(
      DataSource source, RepositoryConfig config, ResourceValidator validator) {
    super(FhirR4.strict());
    this.source = source;
    this.config = config;
    this.validator = validator;
  }

  @Override
  protected void initialize() throws ServletException {
    Clock clock = Clock.systemUTC();
    ResourceText text = new ResourceText(getFhirContext());
    Database database = new Database(source);
    TopicEvents events = new TopicEvents(text, config);
    Repository repository =
        new Repository(database, text, config, events, clock, () -> UUID.randomUUID().toString());
    Subscriptions subscriptions =
        new Subscriptions(
            database, text, config, events, clock, () -> UUID.randomUUID().toString());
    setDefaultResponseEncoding(EncodingEnum.JSON);
    setServerConformanceProvider(new Capabilities(Date.from(clock.instant())));
    registerInterceptor(new ErrorAnswers());
    registerProvider(new TransactionProvider(repository));
    registerProvider(new SubscriptionProvider(subscriptions));
    Validation validation = new Validation(text, validator);
    registerProvider(new ValidateProvider(new ValidatableSubscription(subscriptions), validation));
    for (ResourceType type : ResourceTypes.all()) {
      registerProvider(new TypeProvider(type, repository, text));
      registerProvider(new ValidateProvider(new HeldType(type, repository), validation));
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    super.service(new LimitedBody(new DatedRequest(request), config.maxBodyBytes()), response);
  }
}
