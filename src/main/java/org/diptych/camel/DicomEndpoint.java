package org.diptych.camel;

import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.diptych.dicom.DicomSender;
import org.diptych.dicom.ListenerSettings;
import org.jspecify.annotations.Nullable;

/** One application entity: ours when routes start from it, a peer's when they lead to it. */
public class DicomEndpoint extends DefaultEndpoint {
  private final DicomPeer peer;
  private final String callingAeTitle;
  private final Set<String> knownCallers;
  private final @Nullable DicomConfig config;

  DicomEndpoint(
      String uri,
      Component component,
      DicomPeer peer,
      String callingAeTitle,
      Set<String> knownCallers,
      @Nullable DicomConfig config) {
    super(uri, component);
    this.peer = peer;
    this.callingAeTitle = callingAeTitle;
    this.knownCallers = knownCallers;
    this.config = config;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    DicomConsumer consumer = new DicomConsumer(this, processor, settings());
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Producer createProducer() {
    return new DicomProducer(
        this, new DicomSender(callingAeTitle, peer.aeTitle(), peer.host(), peer.port()));
  }

  private ListenerSettings settings() {
    ListenerSettings settings = ListenerSettings.of(peer.aeTitle(), peer.host(), peer.port());
    if (config == null) {
      return settings.withKnownCallers(knownCallers);
    }
    Set<String> callers =
        knownCallers.isEmpty() ? config.knownCallers().orElse(Set.of()) : knownCallers;
    return new ListenerSettings(
        peer.aeTitle(),
        peer.host(),
        peer.port(),
        callers,
        config.maxPduLength(),
        config.maxAssociations(),
        config.requestTimeout(),
        config.idleTimeout());
  }
}
