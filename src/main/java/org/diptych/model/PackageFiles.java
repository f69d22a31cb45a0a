package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads and writes the files of a package. */
final class PackageFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PackageFiles() {}

  static void write(PackageManifest manifest, Path directory) throws IOException {
    Files.createDirectories(directory);
    JSON.writeValue(directory.resolve(PackageManifest.FILE).toFile(), manifest);
    Files.writeString(directory.resolve("card.md"), ModelCard.of(manifest));
  }

  static PackageManifest manifest(byte[] json) throws IOException {
    return JSON.readValue(json, PackageManifest.class);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
