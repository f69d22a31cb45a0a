package org.diptych.intake;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.diptych.dicom.MultipartRelated;
import org.diptych.dicom.StoreInstancesResponse;
import org.diptych.intake.held.HeldResources;
import org.diptych.intake.held.Refusal;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * DICOMweb: STOW-RS at {@code /dicom-web/studies} and {@code /dicom-web/studies/{study}} (PS3.18,
 * 10.5); what reads is answered by {@link HeldResources}.
 */
@WebServlet(urlPatterns = "/dicom-web/*")
public class StoreServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String JSON = "application/dicom+json";
  private static final String XML = "application/dicom+xml";
  private static final String RETRY_AFTER_SECONDS = "300";

  private final transient StoreRequests requests;
  private final transient HeldResources held;
  private final transient DicomWebConfig config;

  @Inject
  public StoreServlet(StoreRequests requests, HeldResources held, DicomWebConfig config) {
    this.requests = requests;
    this.held = held;
    this.config = config;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    held.answer(request, response, config.maxResults());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    String[] steps = path.split("/", -1);
    boolean ofStudy = steps.length == 3;
    if (steps.length < 2 || steps.length > 3 || !steps[1].equals("studies")) {
      Refusal.write(response, 404, "there is no such resource");
      return;
    }
    Uid study = ofStudy ? uid(steps[2]) : null;
    if (ofStudy && study == null) {
      Refusal.write(response, 400, "the study is no UID");
      return;
    }
    String answer = answerType(request.getHeader("Accept"));
    if (answer == null) {
      Refusal.write(response, 406, "the answer is " + JSON + " or " + XML);
      return;
    }
    if (request.getContentLengthLong() > config.maxBodyBytes()) {
      Refusal.write(response, 413, "the body is too long");
      return;
    }
    if (requests.isFull()) {
      // PS3.18 table 10.5.3-1: the origin server is out of resources.
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      Refusal.write(response, 503, "there is no room for more; send it again later");
      return;
    }
    store(request, response, study, answer);
  }

  private void store(
      HttpServletRequest request, HttpServletResponse response, @Nullable Uid study, String answer)
      throws IOException {
    String mediaType = request.getContentType() == null ? "" : request.getContentType();
    LimitedInput body = new LimitedInput(request.getInputStream(), config.maxBodyBytes());
    Optional<MultipartRelated> parts = MultipartRelated.of(mediaType, body);
    if (parts.isEmpty() || !isDicom(mediaType)) {
      Refusal.write(response, 415, "the body is multipart/related; type=\"application/dicom\"");
      return;
    }
    StringBuffer url = request.getRequestURL();
    String base = url.substring(0, url.indexOf("/dicom-web/")) + "/dicom-web/studies";
    StoreInstancesResponse outcome = new StoreInstancesResponse(base);
    try {
      requests.keep(parts.get(), study, outcome);
    } catch (MultipartRelated.BrokenMultipart e) {
      Refusal.write(response, body.isOver() ? 413 : 400, String.valueOf(e.getMessage()));
      return;
    }
    if (outcome.isEmpty()) {
      Refusal.write(response, 400, "the body has no parts");
      return;
    }
    write(
        response,
        outcome.httpStatus(),
        answer,
        answer.equals(JSON) ? outcome.json() : outcome.xml());
  }

  /** Of several types the first we can write; none asked for is JSON. */
  private static @Nullable String answerType(@Nullable String accept) {
    if (accept == null) {
      return JSON;
    }
    for (String range : accept.split(",")) {
      String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      switch (type) {
        case JSON, "application/json", "*/*", "application/*" -> {
          return JSON;
        }
        case XML -> {
          return XML;
        }
        default -> {}
      }
    }
    return null;
  }

  /** The type parameter of PS3.18 section 8.6.1.2; absent it is taken for the only one there is. */
  private static boolean isDicom(String mediaType) {
    String lower = mediaType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
    return !lower.contains(";type=") || lower.matches(".*;type=application/dicom(;.*)?");
  }

  private static @Nullable Uid uid(String text) {
    try {
      return new Uid(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void write(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
