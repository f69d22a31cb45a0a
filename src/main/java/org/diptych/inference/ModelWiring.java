package org.diptych.inference;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.diptych.dicom.DisplayImageReader;
import org.diptych.dicom.NativeCodecs;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PackageShelf;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Loads the model packages in the background while the engine starts. */
@ApplicationScoped
class ModelWiring {
  @Produces
  @Singleton
  @Startup
  PackageShelf packageShelf(
      InferenceConfig config, @ConfigProperty(name = "diptych.data") Path data) {
    ModelRuntime.prepare(data.resolve("engine"), config.threads());
    return PackageShelf.open(
        config.packages().orElse(null),
        config.device(),
        work -> {
          Thread thread = new Thread(work, "model-packages");
          thread.setDaemon(true);
          thread.start();
        });
  }

  void close(@Disposes PackageShelf shelf) {
    shelf.close();
  }

  @Produces
  @Singleton
  DisplayImageReader displayImageReader(@ConfigProperty(name = "diptych.data") Path data) {
    NativeCodecs.load(data.resolve("engine"));
    return new DisplayImageReader();
  }
}
