package org.diptych.camel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.mllp.MllpConfiguration;
import org.diptych.hl7.Fault;
import org.diptych.hl7.MllpFrames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender's connection: reads messages in turn and answers each before the next. */
final class MllpConnection implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MllpConnection.class);

  private final Socket socket;
  private final MllpListener listener;
  private final MllpConfiguration configuration;
  private boolean busy;
  private boolean stopping;

  MllpConnection(Socket socket, MllpListener listener, MllpConfiguration configuration) {
    this.socket = socket;
    this.listener = listener;
    this.configuration = configuration;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      serve();
    } catch (SocketTimeoutException silent) {
      LOG.info("connection closed: the sender fell silent");
    } catch (IOException broken) {
      LOG.info("connection closed: {}", broken.getClass().getSimpleName());
    }
  }

  /** Ends the connection now when it is idle, else when its message has been answered. */
  void stop() {
    synchronized (this) {
      stopping = true;
      if (busy) {
        return;
      }
    }
    try {
      socket.close();
    } catch (IOException closed) {
      LOG.debug("connection was closed already", closed);
    }
  }

  private void serve() throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    MllpFrames frames = new MllpFrames(in, configuration.getMaxBufferSize());
    while (awaitStart(frames)) {
      try {
        Optional<byte[]> message = frames.read();
        if (message.isEmpty()) {
          LOG.warn("the sender ended the connection within a message");
          return;
        }
        write(listener.answer(message.get(), socket));
      } catch (MllpFrames.TooLong tooLong) {
        LOG.warn("message refused: longer than {} bytes", configuration.getMaxBufferSize());
        refuse(tooLong, in);
        return;
      }
    }
  }

  /** Between messages a sender may be silent for days, within one it may not. */
  private boolean awaitStart(MllpFrames frames) throws IOException {
    synchronized (this) {
      busy = false;
      if (stopping) {
        return false;
      }
    }
    Integer idle = configuration.getIdleTimeout();
    socket.setSoTimeout(idle == null ? 0 : idle);
    if (!frames.awaitStart()) {
      return false;
    }
    synchronized (this) {
      busy = true;
    }
    socket.setSoTimeout(configuration.getReadTimeout());
    return true;
  }

  private void write(List<byte[]> answers) throws IOException {
    for (byte[] answer : answers) {
      MllpFrames.write(socket.getOutputStream(), answer);
    }
  }

  /**
   * Answers and closes. What the sender still sends is read and dropped first, or the reset of the
   * connection would overtake the answer.
   */
  private void refuse(MllpFrames.TooLong tooLong, InputStream in) throws IOException {
    write(listener.refusal(tooLong.begin(), Fault.tooLong()));
    socket.shutdownOutput();
    byte[] dropped = new byte[8192];
    long left = configuration.getMaxBufferSize();
    int read = in.read(dropped);
    while (read >= 0 && left > 0) {
      left -= read;
      read = in.read(dropped);
    }
  }
}
