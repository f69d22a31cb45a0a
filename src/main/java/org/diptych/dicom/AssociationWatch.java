package org.diptych.dicom;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.AssociationMonitor;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRJ;
import org.jboss.logging.Logger;

/** Knows the open associations and logs the rejected ones. */
final class AssociationWatch implements AssociationMonitor {
  private static final Logger LOG = Logger.getLogger(DicomListener.class);

  private final Set<Association> open = ConcurrentHashMap.newKeySet();

  @Override
  public void onAssociationAccepted(Association association) {
    open.add(association);
    association.addAssociationListener(this::closed);
    LOG.debugf("association accepted calling=%s", printable(association.getCallingAET()));
  }

  @Override
  public void onAssociationRejected(Association association, AAssociateRJ reject) {
    LOG.warnf(
        "association rejected calling=%s called=%s source=%d reason=%d",
        printable(association.getCallingAET()),
        printable(association.getCalledAET()),
        reject.getSource(),
        reject.getReason());
  }

  @Override
  public void onAssociationEstablished(Association association) {}

  @Override
  public void onAssociationFailed(Association association, Throwable cause) {}

  private synchronized void closed(Association association) {
    open.remove(association);
    notifyAll();
  }

  /** Waits for the peers to release what is open, so that each can read its last answer. */
  synchronized void awaitReleased(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (long left = patience.toMillis(); left > 0 && !open.isEmpty(); ) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  int count() {
    return open.size();
  }

  void abortAll() {
    open.forEach(Association::abort);
  }

  /** What a stranger sent is not written to a log as it is. */
  private static String printable(String aeTitle) {
    return aeTitle.replaceAll("[^\\x21-\\x7E ]", "?");
  }
}
