package org.diptych.fhir.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How the engine is known to an authorization server (SMART Backend Services). */
public interface BackendServicesConfig {
  /** What the authorization server calls the engine. */
  String clientId();

  /**
   * File of the private key, PKCS #8 as PEM or a JSON Web Key: RSA signs with RS384, EC on P-384
   * with ES384.
   */
  Path key();

  /** The key's id in the key set that the authorization server knows; unset: that of the JWK. */
  Optional<String> keyId();

  /** What is asked for; unset: {@code system/*.read system/*.write}. */
  Optional<String> scope();

  /** Token endpoint; unset: what {@code .well-known/smart-configuration} of the server names. */
  Optional<URI> tokenUrl();
}
