package org.diptych.camel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.diptych.dicom.DicomSender;
import org.diptych.dicom.StoreRefused;
import org.diptych.dicom.StoreResponse;

/** Sends the Part 10 file in the body; the exchange fails unless the peer says it has it. */
public class DicomProducer extends DefaultProducer {
  private final DicomSender sender;

  DicomProducer(Endpoint endpoint, DicomSender sender) {
    super(endpoint);
    this.sender = sender;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    for (StoreResponse response : sender.send(List.of(file(exchange)))) {
      if (!response.isStored()) {
        throw new StoreRefused(response);
      }
    }
  }

  private static Path file(Exchange exchange) throws IOException {
    Path file = exchange.getMessage().getBody(Path.class);
    if (file == null) {
      throw new IOException("the body is no file to send");
    }
    return file;
  }
}
