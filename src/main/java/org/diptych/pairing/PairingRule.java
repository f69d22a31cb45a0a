package org.diptych.pairing;

/** What speaks for a study and a report being of the same examination, the strongest first. */
enum PairingRule {
  CHOSEN("paired by a person", "chosen by a person", 100),
  STUDY("paired by study instance UID", "study instance UID", 90),
  ACCESSION_AND_ISSUER("paired by accession number and issuer", "accession number and issuer", 60),
  ACCESSION("paired by accession number", "accession number", 50),
  ORDER("paired by order number", "order number", 45),
  PATIENT("paired by patient, procedure and time", "procedure", 20);

  private final String reason;
  private final String words;
  private final int weight;

  PairingRule(String reason, String words, int weight) {
    this.reason = reason;
    this.words = words;
    this.weight = weight;
  }

  /** What a case says of why it was paired. */
  String reason() {
    return reason;
  }

  /** What a candidate says of why it is one. */
  String words() {
    return words;
  }

  /** What it counts in the score of a candidate. */
  int weight() {
    return weight;
  }
}
