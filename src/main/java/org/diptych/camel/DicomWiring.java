package org.diptych.camel;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Gives Camel the component with the site's configuration. */
@ApplicationScoped
class DicomWiring {
  /** Found by Camel under its scheme before the component of the service file. */
  @Produces
  @Singleton
  @Named("dicom")
  @Unremovable
  DicomComponent dicomComponent(DicomConfig config) {
    return new DicomComponent(config);
  }
}
