package org.diptych.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.diptych.hl7.MllpPeer;

/**
 * Report senders, each with a connection of its own, that send again as soon as they are answered.
 */
final class MllpLoad {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InetSocketAddress listener;
  private final String run;
  private final AtomicLong next = new AtomicLong();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

  /**
   * @param run makes the control IDs of this load its own
   */
  MllpLoad(int port, String run) {
    this.listener = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.run = run;
  }

  /** What was seen: answers {@code AA} in the time, and how long each took, in nanoseconds. */
  record Seen(int connections, double seconds, long[] sorted) {
    double perSecond() {
      return sorted.length / seconds;
    }

    double millis(double share) {
      return sorted.length == 0
          ? Double.NaN
          : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))] / 1e6;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%3d connections  %7.0f/s  p50 %7.1f ms  p99 %7.1f ms",
          connections,
          perSecond(),
          millis(0.5),
          millis(0.99));
    }
  }

  /** Sends from so many connections for the time; a connection that breaks ends its sender. */
  Seen send(int connections, Duration time) throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    Queue<List<Long>> took = new ConcurrentLinkedQueue<>();
    ExecutorService senders = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      senders.execute(() -> took.add(sendUntil(end)));
    }
    senders.shutdown();
    senders.awaitTermination(time.toSeconds() + PATIENCE.toSeconds(), TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    long[] all = took.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
    Arrays.sort(all);
    return new Seen(connections, seconds, all);
  }

  /** Control IDs of what was answered with {@code AA}. */
  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  private List<Long> sendUntil(long end) {
    List<Long> took = new ArrayList<>();
    try (MllpPeer peer = MllpPeer.connect(listener, PATIENCE)) {
      while (System.nanoTime() < end) {
        String controlId = run + next.incrementAndGet();
        long sent = System.nanoTime();
        String answer = new String(peer.send(report(controlId)), StandardCharsets.UTF_8);
        if (answer.contains("MSA|AA|" + controlId)) {
          took.add(System.nanoTime() - sent);
          acknowledged.add(controlId);
        }
      }
    } catch (IOException ended) {
      // The listener was killed, or refuses: what it acknowledged before still counts.
      return took;
    }
    return took;
  }

  private static byte[] report(String id) {
    return String.join(
            "\r",
            "MSH|^~\\&|BENCH|BENCH|DIPTYCH|DIPTYCH|20260301090000||ORU^R01|"
                + id
                + "|P|2.5.1|||||UNICODE UTF-8",
            "PID|1||" + id + "^^^BENCH^MR||BENCH^CASE||19700101|F",
            "OBR|1|P"
                + id
                + "|F"
                + id
                + "|36643-5^XR Chest 2 Views^LN|||20260301080000"
                + "|||||||||||"
                + tail(id)
                + "||||20260301085900|||F",
            "OBX|1|TX|36643-5&GDT||The heart is of normal size. The lungs are clear.||||||F",
            "OBX|2|TX|36643-5&IMP||No acute disease.||||||F",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An accession number has 16 characters at most. */
  private static String tail(String id) {
    return id.length() <= 16 ? id : id.substring(id.length() - 16);
  }
}
