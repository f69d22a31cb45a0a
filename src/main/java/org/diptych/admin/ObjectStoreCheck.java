package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.diptych.journal.ObjectStore;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when an object can be written and the disk has room for more. */
@Readiness
@ApplicationScoped
class ObjectStoreCheck implements HealthCheck {
  /** Always the same bytes, so that the store, which names objects by content, holds one of it. */
  private static final byte[] PROBE = "diptych health probe".getBytes(StandardCharsets.UTF_8);

  private final ObjectStore objects;
  private final AdminConfig config;

  ObjectStoreCheck(ObjectStore objects, AdminConfig config) {
    this.objects = objects;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("object store");
    long limit = config.leastFreeDisk().asLongValue();
    try {
      long free = objects.usableBytes();
      response.withData("freeBytes", free).withData("leastFreeBytes", limit);
      if (free < limit) {
        return response.down().withData("writable", "not tried").build();
      }
      objects.keep(out -> out.write(PROBE));
      return response.up().withData("writable", true).build();
    } catch (IOException e) {
      return response.down().withData("writable", false).build();
    }
  }
}
