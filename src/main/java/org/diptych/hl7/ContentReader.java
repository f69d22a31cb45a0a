package org.diptych.hl7;

import java.util.List;

/** Reads what a message is about: reports, orders or patients. */
public final class ContentReader {
  private final ReportReader reports;
  private final OrderReader orders;

  /**
   * A reader for a site.
   *
   * @param accessionSources where the accession number may be; the first that holds one wins
   */
  public ContentReader(List<AccessionSource> accessionSources) {
    Accessions accessions = new Accessions(accessionSources);
    this.reports = new ReportReader(accessions);
    this.orders = new OrderReader(accessions);
  }

  /** Reads the message by its type (MSH-9). */
  public MessageContent read(Message message) {
    MessageType type =
        MessageType.of(message.header())
            .orElseThrow(() -> new IllegalStateException("only conforming messages are read"));
    return switch (type.subject()) {
      case REPORT -> reports.read(message, type);
      case ORDER -> orders.read(message);
      case PATIENT -> PatientChangeReader.read(message, type);
    };
  }
}
