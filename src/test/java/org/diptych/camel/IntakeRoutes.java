package org.diptych.camel;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.diptych.FreePort;
import org.diptych.intake.Hl7Config;
import org.diptych.intake.InstanceIntake;
import org.diptych.intake.MessageIntake;
import org.diptych.intake.StudyNotices;
import org.diptych.journal.Journal;
import org.diptych.journal.ObjectStore;

/** The engine's own intake routes, listening on free ports of this machine. */
public final class IntakeRoutes implements AutoCloseable {
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final int mllp;

  /** Keeps into this journal and the object store below the directory. */
  public IntakeRoutes(Journal journal, Path data, Clock clock) throws Exception {
    camel.disableJMX();
    ObjectStore objects = new ObjectStore(data);
    MllpAcknowledger acknowledger = new MllpAcknowledger(clock);
    mllp = FreePort.find();
    bind("instanceIntake", new InstanceIntake(objects, journal, () -> 0, clock));
    bind("studyNotices", new StudyNotices(journal));
    bind("messageIntake", new MessageIntake(journal, objects, hl7(), () -> 0));
    bind("mllpAcknowledger", acknowledger);
    bind("mllp", new MllpListenerComponent(acknowledger));
    Properties settings = new Properties();
    settings.put("diptych.bind", "127.0.0.1");
    settings.put("diptych.dicom.ae-title", "DIPTYCH");
    settings.put("diptych.dicom.port", "0");
    settings.put("diptych.mllp.port", Integer.toString(mllp));
    camel.getPropertiesComponent().setOverrideProperties(settings);
    load("10-dicom-intake");
    load("11-hl7-intake");
    camel.start();
  }

  private void bind(String name, Object bean) {
    camel.getRegistry().bind(name, bean);
  }

  private void load(String name) throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + name + ".camel.yaml"));
  }

  /** A site that writes the accession number where it belongs and nowhere else. */
  private static Hl7Config hl7() {
    return new SmallRyeConfigBuilder()
        .withMapping(Hl7Config.class)
        .withDefaultValues(Map.of("diptych.hl7.accession-from", "IPC-1"))
        .build()
        .getConfigMapping(Hl7Config.class);
  }

  public int dicomPort() {
    return ((DicomConsumer) camel.getRoute("dicom-intake").getConsumer()).port();
  }

  public InetSocketAddress mllp() {
    return new InetSocketAddress("127.0.0.1", mllp);
  }

  @Override
  public void close() {
    camel.stop();
  }
}
