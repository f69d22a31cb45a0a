package org.diptych.hl7;

import java.util.Arrays;
import java.util.Optional;

/** The message types that are taken, MSH-9.1 and MSH-9.2; every other is rejected. */
public enum MessageType {
  /** Unsolicited observation: the report. */
  ORU_R01("ORU", "R01", Subject.REPORT),
  /** Original document with its content. */
  MDM_T02("MDM", "T02", Subject.REPORT),
  /** A document's status changed, with its content. */
  MDM_T04("MDM", "T04", Subject.REPORT),
  /** Addendum to a document, with its content. */
  MDM_T06("MDM", "T06", Subject.REPORT),
  /** A document was edited, with its content. */
  MDM_T08("MDM", "T08", Subject.REPORT),
  /** A document was replaced, with its content. */
  MDM_T10("MDM", "T10", Subject.REPORT),
  /** General order. */
  ORM_O01("ORM", "O01", Subject.ORDER),
  /** General clinical order. */
  OMG_O19("OMG", "O19", Subject.ORDER),
  /** Imaging order. */
  OMI_O23("OMI", "O23", Subject.ORDER),
  /** Answer to a general order. */
  ORR_O02("ORR", "O02", Subject.ORDER),
  /** Answer to a general clinical order. */
  ORG_O20("ORG", "O20", Subject.ORDER),
  /** Answer to an imaging order. */
  ORI_O24("ORI", "O24", Subject.ORDER),
  /** Admission. */
  ADT_A01("ADT", "A01", Subject.PATIENT),
  /** Transfer. */
  ADT_A02("ADT", "A02", Subject.PATIENT),
  /** Discharge. */
  ADT_A03("ADT", "A03", Subject.PATIENT),
  /** Registration. */
  ADT_A04("ADT", "A04", Subject.PATIENT),
  /** Pre-admission. */
  ADT_A05("ADT", "A05", Subject.PATIENT),
  /** Outpatient becomes inpatient. */
  ADT_A06("ADT", "A06", Subject.PATIENT),
  /** Inpatient becomes outpatient. */
  ADT_A07("ADT", "A07", Subject.PATIENT),
  /** Update of patient information. */
  ADT_A08("ADT", "A08", Subject.PATIENT),
  /** Merge of patient information, of the first versions. */
  ADT_A18("ADT", "A18", Subject.PATIENT),
  /** Link of patient information. */
  ADT_A24("ADT", "A24", Subject.PATIENT),
  /** New person. */
  ADT_A28("ADT", "A28", Subject.PATIENT),
  /** Merge of person information. */
  ADT_A30("ADT", "A30", Subject.PATIENT),
  /** Update of person information. */
  ADT_A31("ADT", "A31", Subject.PATIENT),
  /** Merge by patient identifier alone. */
  ADT_A34("ADT", "A34", Subject.PATIENT),
  /** Merge by account number alone. */
  ADT_A35("ADT", "A35", Subject.PATIENT),
  /** Unlink of patient information. */
  ADT_A37("ADT", "A37", Subject.PATIENT),
  /** Merge of the patient identifier list. */
  ADT_A40("ADT", "A40", Subject.PATIENT),
  /** Merge of the account. */
  ADT_A41("ADT", "A41", Subject.PATIENT),
  /** Move of patient information. */
  ADT_A43("ADT", "A43", Subject.PATIENT),
  /** Change of the patient identifier list. */
  ADT_A47("ADT", "A47", Subject.PATIENT);

  /** What a message is about. */
  public enum Subject {
    REPORT,
    ORDER,
    PATIENT
  }

  private final String code;
  private final String event;
  private final Subject subject;

  MessageType(String code, String event, Subject subject) {
    this.code = code;
    this.event = event;
    this.subject = subject;
  }

  /** The wire form without structure, {@code ORU^R01}. */
  public String wireName() {
    return code + "^" + event;
  }

  /** What it is about. */
  public Subject subject() {
    return subject;
  }

  String event() {
    return event;
  }

  static Optional<MessageType> of(String code, String event) {
    return Arrays.stream(values())
        .filter(type -> type.code.equals(code) && type.event.equals(event))
        .findFirst();
  }

  /** The type of a header that {@link Conformance} let pass. */
  static Optional<MessageType> of(MessageHeader header) {
    return of(header.component(9, 1), Conformance.event(header));
  }

  static boolean anyWith(String code) {
    return Arrays.stream(values()).anyMatch(type -> type.code.equals(code));
  }
}
