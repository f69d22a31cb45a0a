package org.diptych.dicom;

import java.io.IOException;

/** The association ended or broke before the data set was complete. */
public final class AssociationLost extends IOException {
  private static final long serialVersionUID = 1L;

  AssociationLost(IOException transport) {
    super("the association ended before the data set was complete", transport);
  }
}
