package org.diptych.intake.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.diptych.dicom.DimseStatus;
import org.diptych.dicom.MultipartRelated;
import org.diptych.dicom.StoredFile;
import org.diptych.dicom.UnreadableDataSet;
import org.diptych.fhir.client.RetryAfter;
import org.diptych.fhir.source.SourceContent;
import org.diptych.fhir.source.SourceContent.ListedInstance;
import org.diptych.intake.InstanceIntake;
import org.diptych.journal.Journal;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;

/**
 * Fetches the images of a study by WADO-RS (PS3.18 section 10.4) from configured servers only;
 * those that are held are not fetched again.
 */
@ApplicationScoped
public class ImageFetch {
  private static final Logger LOG = Logger.getLogger(ImageFetch.class);

  /** The name in place of a calling AE title. */
  private static final String SENDER = "WADO-RS";

  /** Any transfer syntax: what is kept is what the archive has (PS3.18 section 8.7.3.5.2). */
  private static final String ACCEPT =
      "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FIRST_BYTE = Duration.ofMinutes(2);
  private static final int OK = 200;

  private final ImageSourcesConfig config;
  private final InstanceIntake intake;
  private final Journal journal;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          // A redirection could lead the credentials elsewhere.
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Inject
  public ImageFetch(
      ImageSourcesConfig config, InstanceIntake intake, Journal journal, Clock clock) {
    this.clock = clock;
    this.config = config;
    this.intake = intake;
    this.journal = journal;
  }

  /**
   * Fetches what is missing.
   *
   * @return whether everything that the server has is here now
   * @throws SourceUnavailable when it is to be fetched again later
   */
  boolean fetch(SourceContent.Study study) {
    List<ListedInstance> missing = missing(study);
    if (!study.listed().isEmpty() && missing.isEmpty()) {
      return true;
    }
    for (URI endpoint : study.endpoints()) {
      Optional<ImageSourcesConfig.Source> source = trusted(endpoint);
      if (source.isPresent()) {
        return fetch(study, missing, endpoint, source.get());
      }
    }
    if (!study.endpoints().isEmpty()) {
      LOG.warnf("images not fetched study=%s: no endpoint is a configured one", study.study());
    }
    return false;
  }

  private boolean fetch(
      SourceContent.Study study,
      List<ListedInstance> missing,
      URI endpoint,
      ImageSourcesConfig.Source source) {
    String base = endpoint.toString().replaceAll("/+$", "") + "/studies/" + study.study();
    boolean all = missing.size() == study.listed().size();
    if (all) {
      return retrieve(base, study.study(), source);
    }
    boolean whole = true;
    for (ListedInstance each : missing) {
      String place = "/series/" + each.series() + "/instances/" + each.instance();
      whole &= retrieve(base + place, study.study(), source);
    }
    return whole;
  }

  private List<ListedInstance> missing(SourceContent.Study study) {
    return journal.transact(
        open ->
            study.listed().stream()
                .filter(each -> open.studies().instance(each.instance()).isEmpty())
                .toList());
  }

  /** Scheme, host and port are those of the configured base, and the path lies below it. */
  private Optional<ImageSourcesConfig.Source> trusted(URI endpoint) {
    URI at = endpoint.normalize();
    return config.servers().values().stream()
        .filter(
            each -> {
              URI base = each.url().normalize();
              String path = base.getPath().replaceAll("/+$", "");
              return String.valueOf(base.getScheme()).equalsIgnoreCase(at.getScheme())
                  && String.valueOf(base.getAuthority()).equalsIgnoreCase(at.getAuthority())
                  && (at.getPath().equals(path) || at.getPath().startsWith(path + "/"));
            })
        .findFirst();
  }

  private boolean retrieve(String url, Uid study, ImageSourcesConfig.Source source) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(FIRST_BYTE).header("Accept", ACCEPT);
    source.authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          throw new SourceUnavailable(
              "image source", response.statusCode(), RetryAfter.of(response, clock.instant()));
        }
        return keep(response.headers().firstValue("Content-Type").orElse(""), body, study);
      }
    } catch (IOException e) {
      // The message may name the study's address; the kind of failure is enough.
      throw new SourceUnavailable("image source: " + e.getClass().getSimpleName(), 0);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailable("image source: stopping", 0);
    }
  }

  private boolean keep(String mediaType, InputStream body, Uid study) throws IOException {
    MultipartRelated parts =
        MultipartRelated.of(mediaType, body)
            .orElseThrow(() -> new SourceUnavailable("image source: no multipart/related", 0));
    boolean whole = true;
    for (Optional<InputStream> part = parts.next(); part.isPresent(); part = parts.next()) {
      InputStream file = part.get();
      whole &= keep(file, study);
      file.transferTo(OutputStream.nullOutputStream());
    }
    return whole;
  }

  private boolean keep(InputStream file, Uid study) throws IOException {
    DimseStatus status;
    try {
      status = intake.keep(StoredFile.of(file, SENDER, "DIPTYCH").requiring(study)).status();
    } catch (UnreadableDataSet e) {
      LOG.warnf("image refused study=%s: %s", study, e.reason());
      return false;
    }
    if (status == DimseStatus.OUT_OF_RESOURCES) {
      throw new SourceUnavailable("our disk or journal", 0);
    }
    return status == DimseStatus.SUCCESS;
  }
}
