package org.diptych.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.DimseRSP;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;

/** C-STORE and C-ECHO as SCU, one association per call (PS3.4 annexes A and B). */
public final class DicomSender {
  /** Presentation context IDs are the odd numbers below 256 (PS3.8 section 9.3.2.2). */
  private static final int MOST_CONTEXTS = 128;

  private final String callingAeTitle;
  private final String calledAeTitle;
  private final String host;
  private final int port;

  public DicomSender(String callingAeTitle, String calledAeTitle, String host, int port) {
    this.callingAeTitle = callingAeTitle;
    this.calledAeTitle = calledAeTitle;
    this.host = host;
    this.port = port;
  }

  /**
   * Sends Part 10 files with the transfer syntax each of them has; nothing is converted.
   *
   * @return one response per file, in order
   * @throws AssociationRefused when the peer rejects the association
   */
  public List<StoreResponse> send(List<Path> files) throws IOException {
    List<StoreResponse> responses = new ArrayList<>();
    List<Part10File> batch = new ArrayList<>();
    AAssociateRQ request = request();
    for (Path path : files) {
      Part10File file = Part10File.of(path);
      boolean fresh =
          !request.containsPresentationContextFor(
              file.sopClass().value(), file.transferSyntax().value());
      if (fresh && request.getNumberOfPresentationContexts() == MOST_CONTEXTS) {
        sendBatch(request, batch, responses);
        batch.clear();
        request = request();
      }
      request.addPresentationContextFor(file.sopClass().value(), file.transferSyntax().value());
      batch.add(file);
    }
    if (!batch.isEmpty()) {
      sendBatch(request, batch, responses);
    }
    return responses;
  }

  /** Asks whether the peer is there (C-ECHO); returns its status, 0 for success. */
  public int echo() throws IOException {
    AAssociateRQ request = request();
    request.addPresentationContextFor(StorageSyntaxes.VERIFICATION, UID.ImplicitVRLittleEndian);
    try (OutgoingAssociation outgoing = OutgoingAssociation.open(host, port, request)) {
      return statusOf(outgoing.association().cecho());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void sendBatch(
      AAssociateRQ request, List<Part10File> batch, List<StoreResponse> responses)
      throws IOException {
    try (OutgoingAssociation outgoing = OutgoingAssociation.open(host, port, request)) {
      for (Part10File file : batch) {
        responses.add(new StoreResponse(file.path(), store(outgoing.association(), file)));
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static int store(Association association, Part10File file)
      throws IOException, InterruptedException {
    String sopClass = file.sopClass().value();
    String syntax = file.transferSyntax().value();
    if (!association.getTransferSyntaxesFor(sopClass).contains(syntax)) {
      return DimseStatus.SOP_CLASS_NOT_SUPPORTED.code();
    }
    return statusOf(
        association.cstore(
            sopClass,
            file.sopInstance().value(),
            0,
            (out, ignored) -> {
              try (InputStream dataSet = file.openDataSet()) {
                out.copyFrom(dataSet);
              }
            },
            syntax));
  }

  private static int statusOf(DimseRSP response) throws IOException, InterruptedException {
    if (!response.next()) {
      throw new IOException("the peer gave no response");
    }
    return response.getCommand().getInt(Tag.Status, DimseStatus.PROCESSING_FAILURE.code());
  }

  private AAssociateRQ request() {
    AAssociateRQ request = new AAssociateRQ();
    request.setCallingAET(callingAeTitle);
    request.setCalledAET(calledAeTitle);
    request.setImplClassUID(FileMeta.IMPLEMENTATION_CLASS_UID);
    request.setImplVersionName(FileMeta.IMPLEMENTATION_VERSION_NAME);
    return request;
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while sending");
  }
}
