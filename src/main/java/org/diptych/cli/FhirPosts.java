package org.diptych.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The same transaction as the engine delivers, posted in a loop with a study, a patient and results
 * of its own each time: what the server can take from one sender.
 */
final class FhirPosts {
  private static final String TRANSACTION = "\"type\":\"transaction\"";

  /** Also behind an escaped bar in a URL, where no word begins. */
  private static final Pattern DIGEST =
      Pattern.compile("(?<![0-9a-f])[0-9a-f]{8}([0-9a-f]{56})(?![0-9a-f])");

  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-f]{8}((?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\b");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String transaction;
  private final BenchCases cases;
  private int refused;

  private FhirPosts(URI base, String transaction, BenchCases cases) {
    this.base = base;
    this.transaction = transaction;
    this.cases = cases;
  }

  /** Posts what the engine with that data directory has written of the first of the cases. */
  static FhirPosts like(Path data, BenchCases cases, URI base) throws IOException {
    try (Stream<Path> objects = Files.walk(data.resolve("objects"))) {
      String found =
          objects
              .filter(Files::isRegularFile)
              .map(FhirPosts::text)
              .filter(text -> text.contains(TRANSACTION) && text.contains(cases.accession(0)))
              .findFirst()
              .orElseThrow(() -> new IOException("the engine has written no transaction"));
      return new FhirPosts(base, found, cases);
    }
  }

  private static String text(Path object) {
    try {
      byte[] bytes = Files.readAllBytes(object);
      return bytes.length > 0 && bytes[0] == '{' ? new String(bytes, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Posts from one connection for the time; says how long each took. */
  List<Duration> send(Duration time, int firstNumber) throws IOException, InterruptedException {
    List<Duration> took = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    for (int number = firstNumber; System.nanoTime() < end; number++) {
      HttpRequest request =
          HttpRequest.newBuilder(base)
              .header("Content-Type", "application/fhir+json")
              .POST(HttpRequest.BodyPublishers.ofString(numbered(number)))
              .build();
      long sent = System.nanoTime();
      int status = http.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
      took.add(Duration.ofNanos(System.nanoTime() - sent));
      refused += status == 200 ? 0 : 1;
    }
    return took;
  }

  int refused() {
    return refused;
  }

  private String numbered(int number) {
    String mark = String.format("%08x", number);
    String text =
        transaction
            .replace(cases.accession(0), cases.accession(number))
            .replace(cases.study(0), cases.study(number));
    text = DIGEST.matcher(text).replaceAll(mark + "$1");
    return UUID.matcher(text).replaceAll(mark + "$1");
  }
}
