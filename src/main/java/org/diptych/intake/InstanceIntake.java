package org.diptych.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.diptych.dicom.AssociationLost;
import org.diptych.dicom.ReceivedDataSet;
import org.diptych.dicom.ReceivedObject;
import org.diptych.dicom.UnreadableDataSet;
import org.diptych.intake.InstanceOutcome.AlreadyKept;
import org.diptych.intake.InstanceOutcome.Conflicting;
import org.diptych.intake.InstanceOutcome.Interrupted;
import org.diptych.intake.InstanceOutcome.Kept;
import org.diptych.intake.InstanceOutcome.OutOfResources;
import org.diptych.intake.InstanceOutcome.Unreadable;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.study.Uid;
import org.jboss.logging.Logger;

/** Keeps SOP instances: the file first, then the entry, and only then an answer. */
@ApplicationScoped
@Named("instanceIntake")
public class InstanceIntake {
  private static final Logger LOG = Logger.getLogger(InstanceIntake.class);

  private final ObjectStore store;
  private final Journal journal;
  private final InstanceIntakeConfig config;
  private final Clock clock;

  /** Keeps into this store and journal. */
  @Inject
  public InstanceIntake(
      ObjectStore store, Journal journal, InstanceIntakeConfig config, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.config = config;
    this.clock = clock;
  }

  /** Whether nothing more may be taken, and senders are told before they send. */
  public boolean isFull() {
    try {
      return store.usableBytes() < config.minFreeBytes();
    } catch (IOException e) {
      return true;
    }
  }

  /** Keeps one received SOP instance, once. */
  public InstanceOutcome keep(ReceivedObject object) {
    InstanceOutcome outcome = attempt(object);
    if (outcome instanceof Unreadable unreadable) {
      LOG.warnf("instance refused sop=%s: %s", object.sopInstance(), unreadable.reason());
    } else if (outcome instanceof OutOfResources scarce) {
      LOG.errorf("instance not kept sop=%s: %s", object.sopInstance(), scarce.reason());
    } else if (outcome instanceof Conflicting) {
      LOG.warnf("instance refused sop=%s: UID is taken by other content", object.sopInstance());
    } else if (outcome instanceof Interrupted) {
      LOG.warnf("instance not kept sop=%s: the association ended", object.sopInstance());
    }
    return outcome;
  }

  private InstanceOutcome attempt(ReceivedObject object) {
    try {
      if (isFull()) {
        return new OutOfResources("the disk is nearly full");
      }
      Optional<KeptInstance> known = find(object.sopInstance());
      return known.isPresent() ? compare(object, known.get()) : keepNew(object);
    } catch (UnreadableDataSet e) {
      return new Unreadable(e.status(), e.reason());
    } catch (AssociationLost e) {
      return new Interrupted();
    } catch (JournalUnavailable e) {
      return new OutOfResources("the journal is not available");
    } catch (IOException e) {
      return new OutOfResources("the object store did not take it: " + e.getClass().getName());
    }
  }

  private InstanceOutcome compare(ReceivedObject object, KeptInstance known) throws IOException {
    return verdict(known, object.writeTo(OutputStream.nullOutputStream()));
  }

  private InstanceOutcome keepNew(ReceivedObject object) throws IOException {
    AtomicReference<ReceivedDataSet> written = new AtomicReference<>();
    String key = store.keep(out -> written.set(object.writeTo(out)));
    ReceivedDataSet dataSet = Objects.requireNonNull(written.get(), "a kept object was written");
    KeptInstance kept =
        new KeptInstance(
            dataSet.header().instance(),
            key,
            dataSet.digest(),
            dataSet.bytes(),
            object.callingAeTitle(),
            clock.instant());
    return journal.transactTogether(
        transaction -> {
          // Another association may have brought the same UID while this one was written.
          Optional<KeptInstance> raced = transaction.studies().instance(object.sopInstance());
          return raced.isPresent()
              ? verdict(raced.get(), dataSet)
              : new Kept(transaction.studies().keep(kept, dataSet.header().study()));
        });
  }

  private Optional<KeptInstance> find(Uid sopInstance) {
    return journal.transact(transaction -> transaction.studies().instance(sopInstance));
  }

  private static InstanceOutcome verdict(KeptInstance known, ReceivedDataSet offered) {
    return known.datasetDigest().equals(offered.digest())
        ? new AlreadyKept(known)
        : new Conflicting(known);
  }
}
