package org.diptych.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.diptych.hl7.AccessionSource;
import org.diptych.hl7.ContentReader;
import org.diptych.hl7.Fault;
import org.diptych.hl7.Message;
import org.diptych.hl7.MessageCharset;
import org.diptych.hl7.MessageContent;
import org.diptych.hl7.MessageHeader;
import org.diptych.hl7.MessageReader;
import org.diptych.hl7.MessageReading;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.Messages;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Receipt;
import org.diptych.journal.Transaction;
import org.diptych.study.Order;
import org.diptych.study.PatientChange;
import org.diptych.study.RadiologyReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps HL7 v2 messages in the journal: the raw bytes (long ones in the object store), and the
 * reports, orders or patient changes they bring.
 */
@ApplicationScoped
@Named("messageIntake")
public class MessageIntake {
  private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

  private final Journal journal;
  private final ObjectStore objects;
  private final InstanceIntakeConfig limits;
  private final MessageReader messages;
  private final ContentReader contents;

  /** Refuses to start with a charset or a field that does not exist. */
  @Inject
  public MessageIntake(
      Journal journal, ObjectStore objects, Hl7Config config, InstanceIntakeConfig limits) {
    this.limits = limits;
    this.journal = journal;
    this.objects = objects;
    this.messages = new MessageReader(charset(config.defaultCharset()));
    this.contents =
        new ContentReader(config.accessionFrom().stream().map(AccessionSource::parse).toList());
  }

  private static Charset charset(String name) {
    return MessageCharset.of(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException("diptych.hl7.default-charset is not known: " + name));
  }

  /** Keeps one message; when this returns {@link MessageOutcome.Kept} it survives anything. */
  public MessageOutcome keep(byte[] bytes) {
    MessageReading reading = messages.read(bytes);
    if (reading instanceof MessageReading.Refused refused) {
      return refuse(refused.header(), List.of(refused.fault()));
    }
    Message message = ((MessageReading.Read) reading).message();
    MessageContent content = contents.read(message);
    if (content instanceof MessageContent.Refused refused) {
      return refuse(message.header(), refused.faults());
    }
    return keep(bytes, message.header(), content);
  }

  private MessageOutcome keep(byte[] bytes, MessageHeader header, MessageContent content) {
    try {
      if (objects.usableBytes() < limits.minFreeBytes()) {
        LOG.error("message not kept controlId={}: the disk is nearly full", header.controlId());
        return new MessageOutcome.Unavailable(header);
      }
      String file = bytes.length > Messages.LONGEST ? objects.keep(out -> out.write(bytes)) : "";
      List<Receipt> receipts =
          journal.transactTogether(
              open -> {
                String object = file.isEmpty() ? open.messages().keep(bytes) : file;
                return register(open, header, content, object);
              });
      LOG.info("message kept controlId={} entries={}", header.controlId(), entries(receipts));
      return new MessageOutcome.Kept(header, receipts);
    } catch (IOException | JournalUnavailable notKept) {
      LOG.error("message not kept controlId={}", header.controlId(), notKept);
      return new MessageOutcome.Unavailable(header);
    }
  }

  private static List<Receipt> register(
      Transaction transaction, MessageHeader header, MessageContent content, String object) {
    List<Receipt> receipts = new ArrayList<>();
    if (content instanceof MessageContent.Reports reports) {
      for (RadiologyReport report : reports.reports()) {
        receipts.add(transaction.reports().keep(report, origin(header, receipts), object));
      }
    } else if (content instanceof MessageContent.Orders orders) {
      for (Order order : orders.orders()) {
        receipts.add(transaction.orders().keep(order, origin(header, receipts), object));
      }
    } else if (content instanceof MessageContent.Patients patients) {
      for (PatientChange change : patients.changes()) {
        receipts.add(transaction.patients().keep(change, origin(header, receipts), object));
      }
    }
    return receipts;
  }

  /** What one message says shares its control ID, so the later ones are told apart by position. */
  private static String origin(MessageHeader header, List<Receipt> before) {
    return before.isEmpty() ? header.sender() : header.sender() + "|OBR " + (before.size() + 1);
  }

  private static List<Long> entries(List<Receipt> receipts) {
    return receipts.stream().map(Receipt::entryId).toList();
  }

  private static MessageOutcome refuse(MessageHeader header, List<Fault> faults) {
    LOG.warn(
        "message refused controlId={} code={} reason={}",
        header.controlId(),
        faults.get(0).code().code(),
        faults.get(0).text());
    return new MessageOutcome.Refused(header, faults);
  }
}
