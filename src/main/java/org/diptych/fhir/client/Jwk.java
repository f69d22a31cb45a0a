package org.diptych.fhir.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A private key as JSON Web Key (RFC 7517; members of RFC 7518 sections 6.2.2 and 6.3.2). */
final class Jwk {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode members;

  private Jwk(JsonNode members) {
    this.members = members;
  }

  /** The key, with its id and the algorithm that it is for. */
  static SigningKey read(String json) throws GeneralSecurityException {
    try {
      return new Jwk(JSON.readTree(json)).key();
    } catch (JsonProcessingException notJson) {
      throw new InvalidKeySpecException("no JSON");
    }
  }

  private SigningKey key() throws GeneralSecurityException {
    return switch (text("kty")) {
      case "RSA" -> key("RSA", rsa(), SigningKey.RSA);
      case "EC" -> key("EC", ec(), SigningKey.EC);
      default -> throw new InvalidKeySpecException("another kind of key");
    };
  }

  private SigningKey key(String kind, KeySpec spec, String algorithm)
      throws GeneralSecurityException {
    if (members.has("alg") && !text("alg").equals(algorithm)) {
      throw new InvalidKeySpecException("for another algorithm");
    }
    PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(spec);
    @Nullable String id = members.hasNonNull("kid") ? text("kid") : null;
    return new SigningKey(key, algorithm, id);
  }

  /** The factors of the modulus are optional members. */
  private KeySpec rsa() throws InvalidKeySpecException {
    if (!members.has("p")) {
      return new RSAPrivateKeySpec(number("n"), number("d"));
    }
    return new RSAPrivateCrtKeySpec(
        number("n"),
        number("e"),
        number("d"),
        number("p"),
        number("q"),
        number("dp"),
        number("dq"),
        number("qi"));
  }

  private KeySpec ec() throws GeneralSecurityException {
    if (!text("crv").equals("P-384")) {
      throw new InvalidKeySpecException("another curve");
    }
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp384r1"));
    return new ECPrivateKeySpec(number("d"), curve.getParameterSpec(ECParameterSpec.class));
  }

  private BigInteger number(String member) throws InvalidKeySpecException {
    if (text(member).isEmpty()) {
      throw new InvalidKeySpecException("no " + member);
    }
    return new BigInteger(1, Base64.getUrlDecoder().decode(text(member)));
  }

  private String text(String member) {
    return members.path(member).asText("");
  }
}
