package org.diptych.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Frames of the minimal lower layer protocol (MLLP release 1): start block, message, end block,
 * carriage return.
 */
public final class MllpFrames {
  private static final int START_BLOCK = 0x0B;
  private static final int END_BLOCK = 0x1C;
  private static final int CARRIAGE_RETURN = 0x0D;

  private final InputStream in;
  private final int longest;

  /**
   * Frames of a stream.
   *
   * @param in buffered, for it is read byte by byte
   * @param longest bytes of the longest message that is read
   */
  public MllpFrames(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** A frame is longer than was agreed; what was read of it is with the exception. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
    private final byte[] begin;

    TooLong(byte[] begin) {
      super("the frame is longer than " + begin.length + " bytes");
      this.begin = begin;
    }

    /** The first bytes of the message. */
    public byte[] begin() {
      return begin.clone();
    }
  }

  /** Waits for the start of a frame, skipping what stands between frames; false at the end. */
  public boolean awaitStart() throws IOException {
    int next = in.read();
    while (next >= 0 && next != START_BLOCK) {
      next = in.read();
    }
    return next == START_BLOCK;
  }

  /** The message of the frame that has begun, empty when the peer ended in the middle of it. */
  public Optional<byte[]> read() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream(4096);
    while (true) {
      int next = in.read();
      if (next == END_BLOCK) {
        next = in.read();
        if (next == CARRIAGE_RETURN) {
          return Optional.of(message.toByteArray());
        }
        // An end block alone is no end: it belongs to the message, which will be judged.
        message.write(END_BLOCK);
      }
      if (next < 0) {
        return Optional.empty();
      }
      message.write(next);
      if (message.size() > longest) {
        throw new TooLong(message.toByteArray());
      }
    }
  }

  /** Writes a message in its frame. */
  public static void write(OutputStream out, byte[] message) throws IOException {
    byte[] frame = new byte[message.length + 3];
    frame[0] = START_BLOCK;
    System.arraycopy(message, 0, frame, 1, message.length);
    frame[message.length + 1] = END_BLOCK;
    frame[message.length + 2] = CARRIAGE_RETURN;
    out.write(frame);
    out.flush();
  }
}
