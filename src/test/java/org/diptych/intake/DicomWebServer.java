package org.diptych.intake;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.diptych.FreePort;
import org.diptych.intake.held.HeldResources;
import org.diptych.intake.held.HeldStudies;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.ObjectStore;

/** DICOMweb over HTTP with a real journal and object store. */
public final class DicomWebServer implements AutoCloseable {
  static final String RELATED = "multipart/related; type=\"application/dicom\"; boundary=\"edge\"";

  public final Journal journal;
  private final JournalDatabase database;
  private final DeploymentManager deployment;
  private final Undertow undertow;
  private final int port;
  private final long maxBodyBytes;
  private final HttpClient client = HttpClient.newHttpClient();
  long minFreeBytes;
  int maxResults = 1000;

  public DicomWebServer(Path data) throws Exception {
    this(data, 200_000);
  }

  public DicomWebServer(Path data, long maxBodyBytes) throws Exception {
    this.maxBodyBytes = maxBodyBytes;
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    ObjectStore objects = new ObjectStore(data);
    InstanceIntake intake =
        new InstanceIntake(objects, journal, () -> minFreeBytes, Clock.systemUTC());
    StoreServlet servlet =
        new StoreServlet(
            new StoreRequests(intake, journal),
            new HeldResources(new HeldStudies(journal, objects)),
            new Config());
    deployment =
        Servlets.defaultContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(DicomWebServer.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("dicom-web")
                    .addServlet(
                        Servlets.servlet(
                                "dicom-web",
                                StoreServlet.class,
                                new ImmediateInstanceFactory<>(servlet))
                            .addMapping("/dicom-web/*")));
    deployment.deploy();
    port = FreePort.find();
    undertow =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(deployment.start())
            .setWorkerThreads(4)
            .build();
    undertow.start();
  }

  private final class Config implements DicomWebConfig {
    @Override
    public long maxBodyBytes() {
      return maxBodyBytes;
    }

    @Override
    public int maxResults() {
      return maxResults;
    }
  }

  @Override
  public void close() throws Exception {
    undertow.stop();
    deployment.stop();
    deployment.undeploy();
    database.close();
  }

  static byte[] related(byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(
          "\r\n--edge\r\nContent-Type: application/dicom\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(part);
    }
    body.writeBytes("\r\n--edge--".getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  HttpResponse<String> post(String path, String type, String accept, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", type)
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> store(byte[]... parts) throws IOException, InterruptedException {
    return post("/studies", RELATED, "application/dicom+json", related(parts));
  }

  HttpResponse<byte[]> get(String path, String accept) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(at(path)).header("Accept", accept).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + "/dicom-web" + path);
  }
}
