package org.diptych.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys as JSON Web Keys, with signatures that are verified by the public part. */
class JwkTest {
  @TempDir Path folder;

  private static KeyPair rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static KeyPair ec(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String rsaJwk(KeyPair pair, String more) {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
    return """
    {"kty":"RSA","kid":"rsa-1","n":"%s","e":"%s","d":"%s"%s}
    """
        .formatted(
            encoded(key.getModulus()),
            encoded(key.getPublicExponent()),
            encoded(key.getPrivateExponent()),
            more);
  }

  private static String factors(KeyPair pair) {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
    return """
    ,"p":"%s","q":"%s","dp":"%s","dq":"%s","qi":"%s"
    """
        .formatted(
            encoded(key.getPrimeP()),
            encoded(key.getPrimeQ()),
            encoded(key.getPrimeExponentP()),
            encoded(key.getPrimeExponentQ()),
            encoded(key.getCrtCoefficient()));
  }

  private static String ecJwk(KeyPair pair, String curve, String more) {
    ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
    return """
    {"kty":"EC","crv":"%s","d":"%s"%s}
    """
        .formatted(curve, encoded(key.getS()), more);
  }

  private SigningKey key(String jwk) throws Exception {
    return SigningKey.read(Files.writeString(folder.resolve("key.json"), jwk));
  }

  private static boolean verifies(SigningKey key, PublicKey by, String signature) throws Exception {
    String jwt = key.sign("{}", "{\"iss\":\"diptych\"}");
    Signature verifier = Signature.getInstance(signature);
    verifier.initVerify(by);
    verifier.update(jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
    return verifier.verify(Base64.getUrlDecoder().decode(jwt.split("\\.")[2]));
  }

  @Test
  void an_rsa_key_signs_with_and_without_its_factors() throws Exception {
    KeyPair pair = rsa();
    for (String more : new String[] {"", factors(pair), ",\"alg\":\"RS384\",\"use\":\"sig\""}) {
      SigningKey key = key(rsaJwk(pair, more));

      assertThat(key.algorithm()).isEqualTo("RS384");
      assertThat(key.id()).isEqualTo("rsa-1");
      assertThat(verifies(key, pair.getPublic(), "SHA384withRSA")).isTrue();
      assertThat(verifies(key, rsa().getPublic(), "SHA384withRSA")).isFalse();
    }
  }

  @Test
  void a_key_on_p_384_signs() throws Exception {
    KeyPair pair = ec("secp384r1");
    SigningKey key = key(ecJwk(pair, "P-384", ""));

    assertThat(key.algorithm()).isEqualTo("ES384");
    assertThat(key.id()).isNull();
    assertThat(verifies(key, pair.getPublic(), "SHA384withECDSAinP1363Format")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\":\"oct\",\"k\":\"secret\"}",
        "{\"kty\":\"RSA\",\"n\":\"secret\",\"e\":\"AQAB\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-384\",\"d\":\"***secret\"}",
        "{\"kty\":\"RSA\", secret"
      })
  void what_is_no_private_key_is_refused_and_not_quoted(String jwk) {
    assertThatThrownBy(() -> key(jwk))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void another_curve_or_algorithm_is_refused() throws Exception {
    String p256 = ecJwk(ec("secp256r1"), "P-256", "");
    String es256 = ecJwk(ec("secp384r1"), "P-384", ",\"alg\":\"ES256\"");
    String rs256 = rsaJwk(rsa(), ",\"alg\":\"RS256\"");

    for (String jwk : new String[] {p256, es256, rs256}) {
      assertThatThrownBy(() -> key(jwk)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
