package org.diptych.intake.held;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.diptych.dicom.BadQuery;
import org.diptych.dicom.DataSet;
import org.diptych.dicom.MultipartWriter;
import org.diptych.dicom.SearchRequest;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.KeptInstance;
import org.jspecify.annotations.Nullable;

/** QIDO-RS and WADO-RS over HTTP (PS3.18 sections 10.4 and 10.6). */
@ApplicationScoped
public class HeldResources {
  private static final String JSON = "application/dicom+json";
  private static final String SERVICE = "299 diptych ";

  private final HeldStudies held;

  /** Answers from these studies. */
  @Inject
  public HeldResources(HeldStudies held) {
    this.held = held;
  }

  /**
   * Answers a GET under {@code /dicom-web}.
   *
   * @param most matches that one answer has
   */
  public void answer(HttpServletRequest request, HttpServletResponse response, int most)
      throws IOException {
    // Answers are of patients: no browser or proxy keeps a copy (RFC 9111 section 5.2.2.5).
    response.setHeader("Cache-Control", "no-store");
    Optional<HeldPath> path;
    try {
      path = HeldPath.parse(request.getPathInfo() == null ? "" : request.getPathInfo());
    } catch (IllegalArgumentException e) {
      Refusal.write(response, 400, "the path has something in the place of a UID that is none");
      return;
    }
    if (path.isEmpty()) {
      Refusal.write(response, 404, "there is no such resource");
      return;
    }
    try {
      switch (path.get().kind()) {
        case SEARCH -> search(request, response, path.get(), most);
        case METADATA -> metadata(request, response, path.get());
        case RETRIEVE -> retrieve(request, response, path.get());
      }
    } catch (JournalUnavailable e) {
      Refusal.write(response, 503, "the journal cannot be read now; try again");
    }
  }

  private void search(
      HttpServletRequest request, HttpServletResponse response, HeldPath path, int most)
      throws IOException {
    if (!takesJson(request.getHeader("Accept"))) {
      Refusal.write(response, 406, "the answer is " + JSON);
      return;
    }
    SearchRequest query;
    try {
      query = SearchRequest.parse(path.level(), path.relational(), parameters(request));
    } catch (BadQuery e) {
      Refusal.write(response, 400, e.reason());
      return;
    }
    Search search = new Search(held, query, path, base(request), most);
    String answer = search.run();
    if (query.fuzzy()) {
      response.addHeader(
          "Warning",
          SERVICE
              + "\"The fuzzymatching parameter is not supported. Only literal matching has been"
              + " performed.\"");
    }
    if (search.more()) {
      response.addHeader(
          "Warning", SERVICE + "\"There are additional results that can be requested\"");
    }
    json(response, answer);
  }

  private void metadata(HttpServletRequest request, HttpServletResponse response, HeldPath path)
      throws IOException {
    if (!takesJson(request.getHeader("Accept"))) {
      Refusal.write(response, 406, "the answer is " + JSON);
      return;
    }
    Map<KeptInstance, Path> files = files(path);
    if (files.isEmpty()) {
      Refusal.write(response, 404, "nothing of that is held");
      return;
    }
    List<String> dataSets = new ArrayList<>();
    for (Map.Entry<KeptInstance, Path> each : files.entrySet()) {
      dataSets.add(DataSet.read(each.getValue()).at(url(request, each.getKey())).json());
    }
    json(response, "[" + String.join(",", dataSets) + "]");
  }

  private void retrieve(HttpServletRequest request, HttpServletResponse response, HeldPath path)
      throws IOException {
    Map<KeptInstance, Path> files = files(path);
    if (files.isEmpty()) {
      Refusal.write(response, 404, "nothing of that is held");
      return;
    }
    List<KeptInstance> instances = List.copyOf(files.keySet());
    Optional<Retrieval> form = Retrieval.of(request.getHeader("Accept"), instances);
    if (form.isEmpty()) {
      Refusal.write(
          response,
          406,
          "objects are answered as they are kept: multipart/related; type=\"application/dicom\";"
              + " transfer-syntax=*");
      return;
    }
    if (form.get() == Retrieval.SINGLE) {
      response.setContentType(contentType(instances.get(0)));
      Files.copy(held.file(instances.get(0)), response.getOutputStream());
      return;
    }
    // No file holds its own digest, so the boundary is in none of them.
    String boundary = "diptych-" + instances.get(0).object().substring(0, 48);
    response.setContentType(MultipartWriter.mediaType(Retrieval.DICOM, boundary));
    MultipartWriter body = new MultipartWriter(response.getOutputStream(), boundary);
    for (Map.Entry<KeptInstance, Path> each : files.entrySet()) {
      body.part(contentType(each.getKey()), each.getValue());
    }
    body.end();
  }

  private static String contentType(KeptInstance kept) {
    return Retrieval.DICOM + "; transfer-syntax=" + kept.instance().transferSyntax();
  }

  /** What is held under the path, with its files; what is being removed meanwhile is left out. */
  private Map<KeptInstance, Path> files(HeldPath path) {
    Map<KeptInstance, Path> files = new LinkedHashMap<>();
    for (KeptInstance kept : held.instances(path)) {
      try {
        files.put(kept, held.file(kept));
      } catch (IOException e) {
        // The object store has it no longer.
      }
    }
    return files;
  }

  private static Map<String, List<String>> parameters(HttpServletRequest request) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
    return parameters;
  }

  private static boolean takesJson(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    for (String range : accept.split(",")) {
      String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (List.of(JSON, "application/json", "application/*", "*/*").contains(type)) {
        return true;
      }
    }
    return false;
  }

  private static String base(HttpServletRequest request) {
    StringBuffer url = request.getRequestURL();
    return url.substring(0, url.indexOf("/dicom-web/")) + "/dicom-web/studies";
  }

  private static String url(HttpServletRequest request, KeptInstance kept) {
    return base(request)
        + "/"
        + kept.instance().study()
        + "/series/"
        + kept.instance().series()
        + "/instances/"
        + kept.instance().uid();
  }

  private static void json(HttpServletResponse response, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setContentType(JSON);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
