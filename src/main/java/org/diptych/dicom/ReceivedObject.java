package org.diptych.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** One composite SOP instance as it comes in over an association; it can be read once. */
public final class ReceivedObject {
  private final Uid sopClass;
  private final Uid sopInstance;
  private final Uid transferSyntax;
  private final String callingAeTitle;
  private final String calledAeTitle;
  private final InputStream dataSet;
  private final @Nullable Uid study;

  ReceivedObject(
      Uid sopClass,
      Uid sopInstance,
      Uid transferSyntax,
      String callingAeTitle,
      String calledAeTitle,
      InputStream dataSet) {
    this(sopClass, sopInstance, transferSyntax, callingAeTitle, calledAeTitle, dataSet, null);
  }

  private ReceivedObject(
      Uid sopClass,
      Uid sopInstance,
      Uid transferSyntax,
      String callingAeTitle,
      String calledAeTitle,
      InputStream dataSet,
      @Nullable Uid study) {
    this.study = study;
    this.sopClass = sopClass;
    this.sopInstance = sopInstance;
    this.transferSyntax = transferSyntax;
    this.callingAeTitle = callingAeTitle;
    this.calledAeTitle = calledAeTitle;
    this.dataSet = dataSet;
  }

  /** The same object, which is refused unless it is of this study. */
  public ReceivedObject requiring(@Nullable Uid required) {
    return new ReceivedObject(
        sopClass, sopInstance, transferSyntax, callingAeTitle, calledAeTitle, dataSet, required);
  }

  /** Affected SOP Class UID (0000,0002) of the command. */
  public Uid sopClass() {
    return sopClass;
  }

  /** Affected SOP Instance UID (0000,1000) of the command. */
  public Uid sopInstance() {
    return sopInstance;
  }

  /** The transfer syntax of the presentation context. */
  public Uid transferSyntax() {
    return transferSyntax;
  }

  /** Who sent it. */
  public String callingAeTitle() {
    return callingAeTitle;
  }

  /** Whom the sender addressed. */
  public String calledAeTitle() {
    return calledAeTitle;
  }

  /**
   * Writes a Part 10 file (PS3.10 section 7): file meta information of ours, then the data set
   * bytes exactly as received. The file meta information depends on the command only, so the same
   * object always gives the same file.
   *
   * @throws UnreadableDataSet when the data set is truncated, lacks a UID or contradicts the
   *     command; what was written is then worth nothing
   * @throws AssociationLost when the sender or the network gave up
   */
  public ReceivedDataSet writeTo(OutputStream out) throws IOException {
    FileMeta.write(out, sopClass, sopInstance, transferSyntax);
    MessageDigest sha = sha256();
    try (PassThrough bytes = new PassThrough(dataSet, out, sha)) {
      HeaderScan scan = HeaderScan.of(bytes, transferSyntax);
      bytes.drain();
      InstanceHeader header = scan.header(transferSyntax);
      requireCommand(header);
      return new ReceivedDataSet(header, HexFormat.of().formatHex(sha.digest()), bytes.count());
    }
  }

  private void requireCommand(InstanceHeader header) throws UnreadableDataSet {
    if (!header.instance().uid().equals(sopInstance)) {
      throw new UnreadableDataSet(
          DimseStatus.DATA_SET_DOES_NOT_MATCH, "SOP instance UID differs from the command");
    }
    if (!header.instance().sopClass().equals(sopClass)) {
      throw new UnreadableDataSet(
          DimseStatus.DATA_SET_DOES_NOT_MATCH, "SOP class UID differs from the command");
    }
    if (study != null && !header.instance().study().equals(study)) {
      throw new UnreadableDataSet(
          DimseStatus.DATA_SET_DOES_NOT_MATCH, "study instance UID differs from the request");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Keys only. */
  @Override
  public String toString() {
    return "ReceivedObject[" + sopInstance + "]";
  }
}
