package org.diptych.hl7;

/** Whose fault it is, which decides what the sender is told to do. */
public enum FaultKind {
  /** The message cannot be read as what it says it is; sending it again does not help. */
  CONTENT,
  /** No message, or of a type, event or version that is not taken here. */
  UNSUPPORTED,
  /** We cannot keep it now; send it again later. */
  BUSY,
  /** We failed in a way nobody expected; send it again later. */
  INTERNAL
}
