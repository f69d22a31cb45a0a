package org.diptych.result;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.hl7.fhir.r4.model.Attachment;

/** Content inside a resource, with what a reader needs to trust that it is whole. */
final class Attachments {
  private Attachments() {}

  static Attachment of(String contentType, String title, byte[] content) {
    return new Attachment()
        .setContentType(contentType)
        .setLanguage("en")
        .setTitle(title)
        .setData(content)
        .setSize(content.length)
        .setHash(sha1(content));
  }

  /** FHIR R4 section 2.24.0.10: Attachment.hash is SHA-1, whatever one thinks of it. */
  private static byte[] sha1(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
