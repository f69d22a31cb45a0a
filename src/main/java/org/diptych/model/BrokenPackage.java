package org.diptych.model;

import java.io.IOException;

/** A model package that cannot be used; the message says why. */
public final class BrokenPackage extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenPackage(String reason) {
    super(reason);
  }

  BrokenPackage(String reason, Throwable cause) {
    super(reason, cause);
  }
}
