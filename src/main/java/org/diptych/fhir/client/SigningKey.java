package org.diptych.fhir.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The private key that signs assertions, with one of the two algorithms that SMART asks for.
 *
 * @param algorithm {@code RS384} or {@code ES384} (RFC 7518 section 3.1)
 * @param id what the key is called in a key set, null when the file does not say
 */
record SigningKey(PrivateKey key, String algorithm, @Nullable String id) {
  static final String RSA = "RS384";
  static final String EC = "ES384";

  private static final int P_384 = 384;

  /**
   * Reads PKCS #8 as PEM, or a JSON Web Key.
   *
   * @throws IllegalArgumentException when the file holds no such key
   */
  static SigningKey read(Path file) {
    try {
      String pem = Files.readString(file);
      if (pem.stripLeading().startsWith("{")) {
        return Jwk.read(pem);
      }
      String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      return of(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (IOException | IllegalArgumentException | GeneralSecurityException unreadable) {
      // The cause may quote the file.
      throw new IllegalArgumentException(
          "the key of the FHIR server is no private RSA or P-384 key, in PKCS #8 as PEM or as JWK");
    }
  }

  private static SigningKey of(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    try {
      return new SigningKey(KeyFactory.getInstance("RSA").generatePrivate(spec), RSA, null);
    } catch (InvalidKeySpecException notRsa) {
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(spec);
      if (((ECPrivateKey) key).getParams().getCurve().getField().getFieldSize() != P_384) {
        throw new InvalidKeySpecException("another curve");
      }
      return new SigningKey(key, EC, null);
    }
  }

  /** A JSON Web Token of the header and claims (RFC 7515 section 3.1). */
  String sign(String header, String claims) {
    String content =
        encoded(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + encoded(claims.getBytes(StandardCharsets.UTF_8));
    try {
      Signature signature =
          Signature.getInstance(
              algorithm.equals(RSA) ? "SHA384withRSA" : "SHA384withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with " + algorithm, e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SigningKey[" + algorithm + "]";
  }
}
