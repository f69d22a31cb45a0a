package org.diptych.hl7;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A system that sends messages over MLLP and waits for each answer, as a report system does. */
public final class MllpPeer implements Closeable {
  private static final int LONGEST_ANSWER = 1 << 20;

  private final Socket socket;
  private final MllpFrames frames;

  private MllpPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.frames = new MllpFrames(new BufferedInputStream(socket.getInputStream()), LONGEST_ANSWER);
  }

  /**
   * Connects to a listener.
   *
   * @param patience how long the connection and each answer may take
   */
  public static MllpPeer connect(InetSocketAddress listener, Duration patience) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.connect(listener, Math.toIntExact(patience.toMillis()));
      return new MllpPeer(socket);
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }

  /** Sends one message and returns the acknowledgement as it came. */
  public byte[] send(byte[] message) throws IOException {
    MllpFrames.write(socket.getOutputStream(), message);
    return receive();
  }

  /** The next acknowledgement. */
  public byte[] receive() throws IOException {
    if (!frames.awaitStart()) {
      throw new EOFException("the listener closed the connection without an answer");
    }
    return frames
        .read()
        .orElseThrow(() -> new EOFException("the listener closed the connection in an answer"));
  }

  /** The stream to the listener, for a peer that does not keep to the protocol. */
  public void sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
