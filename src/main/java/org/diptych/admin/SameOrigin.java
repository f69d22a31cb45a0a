package org.diptych.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another site has a browser send: {@code Sec-Fetch-Site} decides where the browser
 * says it, else {@code Origin} (RFC 6454 section 7) must name this host. A client that is no
 * browser sends neither and is let through.
 */
@Provider
class SameOrigin implements ContainerRequestFilter {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  public void filter(ContainerRequestContext request) {
    String path = "/" + request.getUriInfo().getPath().replaceFirst("^/", "");
    if (SAFE_METHODS.contains(request.getMethod())
        || !(path.startsWith("/admin/") || path.startsWith("/cases/"))) {
      return;
    }
    if (!allows(
        request.getHeaderString("Sec-Fetch-Site"),
        request.getHeaderString("Origin"),
        request.getHeaderString("Host"))) {
      request.abortWith(
          Problem.of(Response.Status.FORBIDDEN, "a page of another site may not ask for this")
              .response());
    }
  }

  static boolean allows(@Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    if (origin == null) {
      return true;
    }
    return host != null && host.toLowerCase(Locale.ROOT).equals(authority(origin));
  }

  private static @Nullable String authority(String origin) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority == null ? null : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
