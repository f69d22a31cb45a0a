package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.diptych.camel.IntakeRoutes;
import org.diptych.dicom.NoticePeer;
import org.diptych.dicom.StorePeer;
import org.diptych.hl7.MllpPeer;
import org.diptych.hl7.RisMessages;
import org.diptych.journal.Journal;
import org.diptych.study.InstanceBuilder;
import org.diptych.study.Order;
import org.diptych.study.PatientChange;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;

/**
 * A modality, an archive and a report system, each at a socket of the engine's intake routes; every
 * object, notice and message is answered with success, for it is in the journal then.
 */
final class OverSockets implements Arrivals {
  private final IntakeRoutes routes;
  private final StorePeer modality;
  private final NoticePeer notices;
  private final MllpPeer ris;

  OverSockets(Journal journal, Path data, Clock clock) {
    try {
      routes = new IntakeRoutes(journal, data, clock);
      modality = new StorePeer(routes.dicomPort());
      notices = new NoticePeer(routes.dicomPort());
      ris = MllpPeer.connect(routes.mllp(), Duration.ofSeconds(20));
    } catch (Exception e) {
      throw new IllegalStateException("the listeners do not open", e);
    }
  }

  @Override
  public void images(InstanceBuilder instance) {
    assertSuccess(() -> modality.store(instance.build(), instance.study()));
  }

  @Override
  public ReportKey report(RadiologyReport report) {
    send(RisMessages.report(report), report.controlId());
    return RisMessages.keyOf(report);
  }

  @Override
  public void order(Order order) {
    send(RisMessages.order(order), order.controlId());
  }

  @Override
  public void patient(PatientChange change) {
    send(RisMessages.change(change), change.controlId());
  }

  @Override
  public void stepBegan(String step, String study) {
    assertSuccess(() -> notices.begin(step, study, "IN PROGRESS").status());
  }

  @Override
  public void stepEnded(String step, Integer instances) {
    List<String> made = instances == null ? List.of() : uids(step, instances);
    assertSuccess(() -> notices.change(step, "COMPLETED", made).status());
  }

  @Override
  public void available(String notice, String study, int instances) {
    assertSuccess(
        () -> notices.available(notice, study, uids(study, instances), "ONLINE").status());
  }

  private static List<String> uids(String prefix, int number) {
    return IntStream.rangeClosed(1, number).mapToObj(each -> prefix + "." + each).toList();
  }

  private void send(byte[] message, String controlId) {
    try {
      String answer = new String(ris.send(message), StandardCharsets.UTF_8);
      assertThat(answer).contains("\rMSA|AA|" + controlId + "\r");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a peer asks of the engine, answered with a DIMSE status. */
  private interface Request {
    int send() throws Exception;
  }

  private static void assertSuccess(Request request) {
    int status;
    try {
      status = request.send();
    } catch (Exception e) {
      throw new IllegalStateException("no answer to a request", e);
    }
    assertThat(status).as("DIMSE status").isZero();
  }

  @Override
  public void close() {
    try (routes) {
      ris.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
