package org.diptych.intake.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.diptych.study.Sha256;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What each server must show us with a notification: derived from our name of the subscription and
 * one key (HMAC, RFC 2104), which is configured or lies in a file, so that the database has no
 * secret.
 */
@ApplicationScoped
public class SubscriptionSecrets {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Optional<String> configured;
  private final Path file;
  private byte @Nullable [] key;

  @Inject
  public SubscriptionSecrets(
      NotificationConfig config, @ConfigProperty(name = "diptych.data") Path data) {
    this.configured = config.key();
    this.file = data.resolve("keys").resolve("notifications.key");
  }

  /** The value of the Authorization header, 256 bits that nobody else knows. */
  String of(String subscription) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(), ALGORITHM));
      byte[] derived = mac.doFinal(subscription.getBytes(StandardCharsets.UTF_8));
      return "Bearer " + HexFormat.of().formatHex(derived);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Tells secrets apart without telling them. */
  String digest(String subscription) {
    return Sha256.hex(of(subscription));
  }

  /** Whether it is the secret; how long that takes does not tell how much of it is right. */
  boolean matches(String subscription, String shown) {
    return MessageDigest.isEqual(
        of(subscription).getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized byte[] key() {
    byte[] held = key;
    if (held == null) {
      held = configured.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElseGet(this::kept);
      key = held;
    }
    return held;
  }

  /** The file is there in whole or not at all, for several engines may begin at once. */
  private byte[] kept() {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), "new", ".key", forUsOnly());
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        Files.write(fresh, random);
        place(fresh);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the key of the notifications can not be kept", e);
    }
  }

  private void place(Path fresh) throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException another) {
      // Another engine was first, and its key is everybody's.
    } finally {
      Files.delete(fresh);
    }
  }

  private static FileAttribute<?>[] forUsOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
