package org.diptych.model;

import java.util.Locale;

/** The paper's model and the three systems it is compared with. */
public enum Architecture {
  /** Convolutions over the image alone. */
  CNN,
  /** Bidirectional LSTM over the report alone. */
  BILSTM,
  /** Attention alone over the report: no recurrence, no pixels. */
  AM,
  /** The multimodal model: CNN, BiLSTM and attention, fused. */
  MDLM;

  /** By its label, in any case. */
  static Architecture named(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  ReadingNetwork assemble(NetworkConfig config) {
    return switch (this) {
      case CNN -> new CnnNetwork(config);
      case BILSTM -> new BiLstmNetwork(config);
      case AM -> new AttentionNetwork(config);
      case MDLM -> new MultimodalNetwork(config);
    };
  }

  boolean readsImages() {
    return this == CNN || this == MDLM;
  }

  boolean readsReports() {
    return this != CNN;
  }

  /** Whether it says if report and picture belong together. */
  boolean judgesAgreement() {
    return this == MDLM;
  }

  /** The name on the command line and in the table. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
