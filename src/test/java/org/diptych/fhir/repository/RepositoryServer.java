package org.diptych.fhir.repository;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.diptych.FreePort;
import org.diptych.fhir.validation.SharedValidator;
import org.flywaydb.core.Flyway;

/** The repository's servlet in a container of its own, on a free port. */
public final class RepositoryServer implements AutoCloseable {
  private final Undertow undertow;
  private final DeploymentManager deployment;
  private final int port;
  private final SubscriptionSender sender;

  private RepositoryServer(
      Undertow undertow, DeploymentManager deployment, int port, SubscriptionSender sender) {
    this.port = port;
    this.sender = sender;
    this.undertow = undertow;
    this.deployment = deployment;
  }

  public static RepositoryServer over(DataSource source) throws Exception {
    return over(source, 1 << 20);
  }

  static RepositoryServer over(DataSource source, int maxBodyBytes) throws Exception {
    Flyway.configure().dataSource(source).load().migrate();
    RepositoryServlet servlet =
        new RepositoryServlet(source, config(maxBodyBytes), SharedValidator.get());
    DeploymentManager deployment =
        Servlets.defaultContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(RepositoryServer.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("fhir")
                    .addServlet(
                        Servlets.servlet(
                                "fhir",
                                RepositoryServlet.class,
                                new ImmediateInstanceFactory<>(servlet))
                            .addMapping("/fhir/*")
                            .setLoadOnStartup(1)));
    deployment.deploy();
    int port = FreePort.find();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(deployment.start())
            .setWorkerThreads(16)
            .build();
    undertow.start();
    SubscriptionSender sender = SubscriptionSending.over(source, config(maxBodyBytes));
    sender.start();
    return new RepositoryServer(undertow, deployment, port, sender);
  }

  public String base() {
    return "http://127.0.0.1:" + port + "/fhir";
  }

  @Override
  public void close() throws Exception {
    sender.close();
    undertow.stop();
    deployment.stop();
    deployment.undeploy();
  }

  static RepositoryConfig config(int maxBodyBytes) {
    return new RepositoryConfig() {
      @Override
      public int maxBodyBytes() {
        return maxBodyBytes;
      }

      @Override
      public Optional<List<String>> subscriptionEndpoints() {
        return Optional.empty();
      }

      @Override
      public Map<String, Secret> subscriptionSecrets() {
        return Map.of();
      }

      @Override
      public Duration subscriptionEventsKept() {
        return Duration.ofDays(7);
      }

      @Override
      public int subscriptionFailures() {
        return 3;
      }

      @Override
      public int pageSize() {
        return 50;
      }

      @Override
      public int maxPageSize() {
        return 500;
      }

      @Override
      public int maxIncluded() {
        return 20;
      }
    };
  }
}
