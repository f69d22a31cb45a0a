package org.diptych.admin;

import java.util.Map;
import java.util.Optional;
import org.diptych.study.ModelIdentity;

/** What the admin room wants to know of the model packages. */
interface ModelShelf {
  /** Each loaded package, as {@code id version}, and whether it answers. */
  Map<String, Boolean> answering();

  /** The intended-use statement of a package, empty when it is no longer there. */
  Optional<String> intendedUse(ModelIdentity model);
}
