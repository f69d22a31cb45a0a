package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.diptych.fhir.client.FhirMemory;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.MoodyFhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Patient;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With everything else logging all it can, the FHIR client tells nothing of a patient. */
class SilentDeliveryTest {
  private static final String CANARY = "Canaryname";
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final String OUTCOME =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
          + "\"code\":\"invalid\",\"diagnostics\":\""
          + CANARY
          + "\"}]}";

  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Map<Logger, Level> categories = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final Handler capture =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getLoggerName().startsWith("com.sun.net.httpserver")) {
            return; // the peer talking to itself
          }
          synchronized (lines) {
            lines.add(
                line.getLoggerName() + " " + line.getMessage() + " " + trace(line.getThrown()));
            if (line.getParameters() != null) {
              for (Object parameter : line.getParameters()) {
                lines.add(String.valueOf(parameter));
              }
            }
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    capture.setLevel(Level.ALL);
    root.addHandler(capture);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    root.removeHandler(capture);
    root.setLevel(before);
    categories.forEach(Logger::setLevel);
  }

  @Test
  void the_settings_we_ship_keep_the_client_silent_in_success_and_in_failure() throws IOException {
    applyOurCategories();

    speakWithEveryMood();

    assertThat(lines).noneMatch(line -> line.contains(CANARY));
  }

  @Test
  void without_those_settings_the_same_conversation_would_leak() {
    speakWithEveryMood();

    assertThat(lines).anyMatch(line -> line.contains(CANARY));
  }

  private static void speakWithEveryMood() {
    FhirMemory memory = new FhirMemory();
    try (MoodyFhirServer peer =
        new MoodyFhirServer(
            MoodyFhirServer.json(422, OUTCOME),
            MoodyFhirServer.json(503, OUTCOME),
            MoodyFhirServer.hangUp(),
            MoodyFhirServer.html(200),
            memory,
            MoodyFhirServer.json(200, OUTCOME))) {
      FhirServer server =
          new FhirDestination(R4, Destinations.at(peer.base()), peer::base).server();
      for (int i = 0; i < 5; i++) {
        Throwable thrown = catchThrowable(() -> server.transact(transaction()));
        assertThat(thrown).as("what a server says is a value").isNull();
      }
      server.search("Patient?name=" + CANARY);
      assertThat(memory.changes()).isEqualTo(1);
    }
  }

  private static Bundle transaction() {
    Patient patient = new Patient();
    patient.addName().setFamily(CANARY);
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    bundle
        .addEntry()
        .setResource(patient)
        .getRequest()
        .setMethod(HTTPVerb.POST)
        .setUrl("Patient")
        .setIfNoneExist("identifier=a%7C" + CANARY);
    return bundle;
  }

  /** The levels of {@code quarkus.log.category."…".level}, as Quarkus would set them. */
  private void applyOurCategories() throws IOException {
    Properties settings = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/application.properties")) {
      settings.load(in);
    }
    for (String name : settings.stringPropertyNames()) {
      if (name.startsWith("quarkus.log.category.\"") && name.endsWith("\".level")) {
        Logger category = Logger.getLogger(name.split("\"")[1]);
        categories.put(category, category.getLevel());
        category.setLevel(LogContext.getLogContext().getLevelForName(settings.getProperty(name)));
      }
    }
    assertThat(categories).isNotEmpty();
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }
}
