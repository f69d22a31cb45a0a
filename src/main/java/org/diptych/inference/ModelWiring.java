package org.diptych.inference;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.diptych.dicom.DisplayImageReader;
import org.diptych.dicom.NativeCodecs;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PackageShelf;
import org.diptych.study.ModelCards;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Loads the model packages in the background while the engine starts, and looks for new ones. */
@ApplicationScoped
class ModelWiring {
  private static final Logger LOG = Logger.getLogger(ModelWiring.class);

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(work -> daemon("package-watch", work));

  @Produces
  @Singleton
  @Startup
  PackageShelf packageShelf(
      InferenceConfig config, @ConfigProperty(name = "diptych.data") Path data) {
    ModelRuntime.prepare(data.resolve("engine"), config.threads());
    return PackageShelf.open(
        config.packages().orElse(null),
        config.device(),
        work -> background("model-packages", work));
  }

  @Produces
  @Singleton
  ModelCards modelCards(PackageShelf shelf) {
    return model -> shelf.card(model.id(), model.version());
  }

  @Produces
  @Singleton
  @Startup
  ReadingDesk readingDesk(InferenceConfig config, PackageShelf shelf) {
    ReadingDesk desk = new ReadingDesk(config, shelf);
    background("reading-desk", desk::open);
    long every = config.packagesEvery().toMillis();
    if (config.packages().isPresent() && every > 0) {
      watch.scheduleWithFixedDelay(() -> look(shelf), every, every, TimeUnit.MILLISECONDS);
    }
    return desk;
  }

  private static void look(PackageShelf shelf) {
    try {
      shelf.reload();
    } catch (IOException e) {
      LOG.errorf("the directory of model packages cannot be read: %s", e.getMessage());
    }
  }

  private static void background(String name, Runnable work) {
    daemon(name, work).start();
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void stop() {
    watch.shutdownNow();
  }

  void close(@Disposes PackageShelf shelf) {
    shelf.close();
  }

  void close(@Disposes ReadingDesk desk) {
    desk.close();
  }

  @Produces
  @Singleton
  DisplayImageReader displayImageReader(@ConfigProperty(name = "diptych.data") Path data) {
    NativeCodecs.load(data.resolve("engine"));
    return new DisplayImageReader();
  }
}
