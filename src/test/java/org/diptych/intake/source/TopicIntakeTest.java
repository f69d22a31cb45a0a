package org.diptych.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.repository.RepositoryServer;
import org.diptych.journal.EntryKind;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.study.ReportKey;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscription, notification, fetch: our client against a real server of topics. */
class TopicIntakeTest {
  private static final String NAME = "ris-diagnosticreport";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path hospitalData;
  @TempDir Path data;

  private final FhirContext context = FhirR4.lenient();
  private JournalDatabase database;
  private RepositoryServer hospital;
  private ListeningEngine engine;
  private IGenericClient client;

  @BeforeEach
  void listen() throws Exception {
    database = JournalDatabase.embedded(hospitalData);
    hospital = RepositoryServer.over(database.dataSource());
    engine =
        new ListeningEngine(
            data,
            Clock.systemUTC(),
            SourceConfigs.one(
                URI.create(hospital.base()),
                FhirSourcesConfig.Way.AUTO,
                List.of("DiagnosticReport")));
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    client = context.newRestfulGenericClient(hospital.base());
    engine.keeper.tend();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kept().remote().state()).isEqualTo(State.ACTIVE));
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
    hospital.close();
    database.close();
  }

  private KeptSubscription kept() {
    return engine.subscription(NAME);
  }

  private void hasReport(String id, String conclusion) {
    DiagnosticReport report = new DiagnosticReport();
    report.setId(id);
    report.setStatus(DiagnosticReportStatus.FINAL).setConclusion(conclusion);
    report.getCode().setText("Chest");
    client.update().resource(report).execute();
  }

  @Test
  void a_server_with_topics_is_subscribed_to_by_topic() {
    assertThat(kept().remote().way()).isEqualTo("TOPIC");
    assertThat(kept().heard().last()).isZero();
  }

  @Test
  void a_report_that_is_written_is_told_fetched_and_kept() {
    hasReport("r1", "No effusion.");
    hasReport("r1", "Small effusion.");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(kept().heard().last()).isEqualTo(2));

    engine.fetchAll();

    List<String> texts =
        engine.journal.transact(
            open ->
                open.reports().versions(new ReportKey("fhir ris|DiagnosticReport/r1")).stream()
                    .map(version -> version.report().text())
                    .toList());
    // Both events lead to the current version, which is kept once.
    assertThat(texts).containsExactly("IMPRESSION:\nSmall effusion.");
  }

  @Test
  void our_own_result_on_the_same_server_is_told_of_and_not_read() {
    DiagnosticReport own = new DiagnosticReport();
    own.setId("own");
    own.setStatus(DiagnosticReportStatus.PRELIMINARY).setConclusion("Draft.");
    own.getCode().setText("Chest");
    own.addIdentifier().setSystem("urn:diptych:result").setValue("1");
    client.update().resource(own).execute();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(kept().heard().last()).isEqualTo(1));

    engine.fetchAll();

    assertThat(engine.entries(EntryKind.REPORT_KEPT)).isEmpty();
  }
}
