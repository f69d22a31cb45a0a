package org.diptych.dicom;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.aoju.bus.image.Device;
import org.aoju.bus.image.metric.service.BasicCEchoSCP;
import org.aoju.bus.image.metric.service.ServiceHandler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Verification, storage and notice SCP: an association acceptor for one AE title on one port. */
public final class DicomListener implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DicomListener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a peer may take to release its association once it has its answers. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ListeningConnection connection;
  private final Device device;
  private final AssociationWatch watch = new AssociationWatch();
  private final RunningStores running = new RunningStores();
  private final ExecutorService threads;
  private final ScheduledExecutorService timers;

  /** Prepares a listener that takes objects only; {@link #start} opens its port. */
  public DicomListener(ListenerSettings settings, ObjectReceiver receiver) {
    this(settings, receiver, null, () -> false);
  }

  /** Prepares a listener, which takes notices where there is a receiver for them. */
  public DicomListener(
      ListenerSettings settings,
      ObjectReceiver receiver,
      StudyNotice.@Nullable Receiver noticeReceiver) {
    this(settings, receiver, noticeReceiver, () -> false);
  }

  /**
   * As above.
   *
   * @param full whether nothing more can be taken; new associations are rejected meanwhile
   */
  public DicomListener(
      ListenerSettings settings,
      ObjectReceiver receiver,
      StudyNotice.@Nullable Receiver noticeReceiver,
      BooleanSupplier full) {
    ToolkitLog.silence();
    ThreadFactory named = daemons("dicom-" + settings.aeTitle());
    // One thread accepts and each association has its own; connections beyond that are closed.
    this.threads =
        new ThreadPoolExecutor(
            0,
            settings.maxAssociations() * 2 + 2,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named);
    this.timers = Executors.newSingleThreadScheduledExecutor(named);
    this.connection = new ListeningConnection(settings);
    this.device = new Device("diptych");
    device.setExecutor(threads);
    device.setScheduledExecutor(timers);
    device.setLimitOpenAssociations(settings.maxAssociations());
    device.setAssociationHandler(new AssociationPolicy(settings, full));
    device.setAssociationMonitor(watch);
    StorageEntity entity = new StorageEntity(settings.aeTitle(), noticeReceiver != null);
    device.addConnection(connection);
    device.addApplicationEntity(entity);
    entity.addConnection(connection);
    ServiceHandler services = new ServiceHandler();
    services.addService(new BasicCEchoSCP());
    services.addService(new StorageScp(receiver, running));
    if (noticeReceiver != null) {
      services.addService(new NoticeScp(noticeReceiver, running));
    }
    device.setDimseRQHandler(services);
  }

  /** Opens the port; when this returns, associations are accepted. */
  public void start() throws IOException {
    try {
      device.bindConnections();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot listen", e);
    }
    LOG.infof("DICOM listens on port %d", port());
  }

  /** The port that is listened on, also when the settings left the choice to the system. */
  public int port() {
    return ((InetSocketAddress) connection.getListener().getEndPoint()).getPort();
  }

  /** Whether the port is open. */
  public boolean isListening() {
    return connection.isListening();
  }

  /** How many associations are open. */
  public int associations() {
    return watch.count();
  }

  /** Stops in order: accept no more, let running stores finish, end the associations. */
  @Override
  public void close() {
    device.unbindConnections();
    try {
      if (!running.finish(PATIENCE)) {
        LOG.warn("a C-STORE was still running when its association was ended");
      }
      watch.awaitReleased(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watch.abortAll();
    threads.shutdown();
    timers.shutdown();
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
