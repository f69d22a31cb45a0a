package org.diptych.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.diptych.journal.ObjectStore;
import org.jboss.logging.Logger;

/** Says once that the disk fills up, and once that it is well again. */
@ApplicationScoped
@Named("diskWatch")
public class DiskWatch {
  private static final Logger LOG = Logger.getLogger(DiskWatch.class);

  private final ObjectStore objects;
  private final long warnBelow;
  private final AtomicBoolean low = new AtomicBoolean();

  @Inject
  public DiskWatch(ObjectStore objects, DiskConfig config) {
    this(objects, config.warnBelow().asLongValue());
  }

  DiskWatch(ObjectStore objects, long warnBelow) {
    this.objects = objects;
    this.warnBelow = warnBelow;
  }

  /** Looks; whether the disk is below the mark. */
  public boolean look() throws IOException {
    long free = objects.usableBytes();
    boolean below = free < warnBelow;
    if (low.getAndSet(below) != below) {
      if (below) {
        LOG.warnf("the disk fills up: %d bytes are free, the mark is %d", free, warnBelow);
      } else {
        LOG.infof("the disk has room again: %d bytes are free", free);
      }
    }
    return below;
  }
}
