package org.diptych.intake.source;

import ca.uhn.fhir.context.FhirContext;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.fhir.source.SourceServers;
import org.diptych.fhir.source.SourceTerms;
import org.diptych.intake.InstanceIntake;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.ObjectStore;

/** The part of the engine that listens to FHIR servers, with a journal and an HTTP port. */
final class ListeningEngine implements AutoCloseable {
  static final int LONGEST = 20_000;

  final Journal journal;
  final Sources sources;
  final SubscriptionSecrets secrets;
  final SubscriptionKeeper keeper;
  final ResourceIntake intake;
  final SubscriptionGauges gauges;
  final SubscriptionsCheck health;
  final URI base;
  private final JournalDatabase database;
  private final DeploymentManager deployment;
  private final Undertow undertow;
  private final HttpClient client = HttpClient.newHttpClient();

  /** One that fetches no images and takes what a server may usually send. */
  ListeningEngine(Path data, Clock clock, FhirSourcesConfig config) throws Exception {
    this(data, clock, config, SourceConfigs.images(URI.create("http://127.0.0.1:1/")), 100);
  }

  ListeningEngine(
      Path data, Clock clock, FhirSourcesConfig config, ImageSourcesConfig images, int perSecond)
      throws Exception {
    FhirContext context = FhirR4.lenient();
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, clock);
    ObjectStore objects = new ObjectStore(data);
    SourceTerms terms =
        new SourceTerms(
            new IdentifierSystems(Map.of("HOSPITAL", "https://hospital.example/mrn")),
            "urn:diptych:patient-id",
            "urn:diptych:accession-number",
            "urn:diptych:placer-order-number",
            ZoneOffset.UTC);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    base = URI.create("http://127.0.0.1:" + port);
    sources = new Sources(new SourceServers(context, clock), config, terms, clock);
    NotificationConfig notifications = SourceConfigs.notifications(base, LONGEST, perSecond);
    secrets = new SubscriptionSecrets(notifications, data);
    keeper =
        new SubscriptionKeeper(journal, sources, secrets, notifications, clock, "127.0.0.1", port);
    InstanceIntake instances = new InstanceIntake(objects, journal, () -> 0, clock);
    intake =
        new ResourceIntake(
            journal, objects, sources, new ImageFetch(images, instances, journal, clock));
    gauges = new SubscriptionGauges(journal, sources, clock);
    health = new SubscriptionsCheck(journal);
    NotificationServlet servlet =
        new NotificationServlet(
            new NotificationDesk(journal, sources, secrets), notifications, clock);
    deployment =
        Servlets.defaultContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(ListeningEngine.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("notifications")
                    .addServlet(
                        Servlets.servlet(
                                "notifications",
                                NotificationServlet.class,
                                new ImmediateInstanceFactory<>(servlet))
                            .addMapping(NotificationServlet.PATH + "/*")));
    deployment.deploy();
    undertow =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(deployment.start())
            .setWorkerThreads(8)
            .build();
    undertow.start();
  }

  KeptSubscription subscription(String name) {
    return journal.transact(open -> open.subscriptions().find(name)).orElseThrow();
  }

  HttpResponse<String> post(String name, String authorization, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(base.resolve(NotificationServlet.PATH + "/" + name))
            .header("Authorization", authorization)
            .header("Content-Type", "application/fhir+json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** As the server of the subscription posts it. */
  HttpResponse<String> post(String name, String body) throws IOException, InterruptedException {
    return post(name, secrets.of(name), body);
  }

  List<Entry> announced() {
    return entries(EntryKind.RESOURCE_ANNOUNCED);
  }

  List<Entry> entries(EntryKind kind) {
    return journal.transact(
        open ->
            LongStream.rangeClosed(1, 500)
                .boxed()
                .flatMap(id -> open.entries().find(id).stream())
                .filter(entry -> entry.kind() == kind)
                .toList());
  }

  /** Fetches everything announced, as the route does. */
  void fetchAll() {
    announced().forEach(intake::fetch);
  }

  @Override
  public void close() throws Exception {
    undertow.stop();
    deployment.stop();
    deployment.undeploy();
    database.close();
  }
}
