package org.diptych.dicom;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.aoju.bus.core.exception.InternalException;
import org.aoju.bus.image.Device;
import org.aoju.bus.image.metric.ApplicationEntity;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Connection;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRJ;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;

/** An association we requested, with the threads it runs on; closing it releases both. */
record OutgoingAssociation(
    Association association, ExecutorService threads, ScheduledExecutorService timers)
    implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int RESPONSE_MILLIS = 120_000;

  static OutgoingAssociation open(String host, int port, AAssociateRQ request)
      throws IOException, InterruptedException {
    ToolkitLog.silence();
    ThreadFactory daemons = OutgoingAssociation::daemon;
    ExecutorService threads = Executors.newCachedThreadPool(daemons);
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(daemons);
    boolean opened = false;
    try {
      Association association = connect(host, port, request, threads, timers);
      opened = true;
      return new OutgoingAssociation(association, threads, timers);
    } catch (AAssociateRJ reject) {
      throw new AssociationRefused(reject.getResult(), reject.getSource(), reject.getReason());
    } catch (GeneralSecurityException | InternalException e) {
      throw new IOException("cannot associate", e);
    } finally {
      if (!opened) {
        threads.shutdownNow();
        timers.shutdownNow();
      }
    }
  }

  private static Association connect(
      String host,
      int port,
      AAssociateRQ request,
      ExecutorService threads,
      ScheduledExecutorService timers)
      throws IOException, InterruptedException, GeneralSecurityException {
    Device device = new Device("diptych");
    device.setExecutor(threads);
    device.setScheduledExecutor(timers);
    Connection local = new Connection();
    local.setConnectTimeout(CONNECT_MILLIS);
    local.setAcceptTimeout(CONNECT_MILLIS);
    local.setReleaseTimeout(CONNECT_MILLIS);
    local.setResponseTimeout(RESPONSE_MILLIS);
    local.setSendPDULength(1 << 16);
    local.setReceivePDULength(1 << 16);
    local.setTcpNoDelay(true);
    ApplicationEntity entity = new ApplicationEntity(request.getCallingAET());
    device.addConnection(local);
    device.addApplicationEntity(entity);
    entity.addConnection(local);
    entity.setAssociationInitiator(true);
    Connection remote = new Connection();
    remote.setHostname(host);
    remote.setPort(port);
    return entity.connect(local, remote, request);
  }

  /** Releases the association (A-RELEASE) where it still stands. */
  @Override
  public void close() throws IOException, InterruptedException {
    try {
      if (association.isReadyForDataTransfer()) {
        association.release();
        association.waitForSocketClose();
      }
    } finally {
      threads.shutdown();
      timers.shutdown();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dicom-scu");
    thread.setDaemon(true);
    return thread;
  }
}
