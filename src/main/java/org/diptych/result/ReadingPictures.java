package org.diptych.result;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.diptych.journal.ObjectStore;
import org.diptych.study.Findings;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a reading, as JPEG.
 *
 * @param image as it was read
 * @param marked the same with heat map, mask and boxes over it
 */
record ReadingPictures(byte[] image, byte[] marked) {
  private static final int LONGEST_SIDE = 640;
  private static final float QUALITY = 0.85f;

  /** Both as JPEG, once for every form of the report. */
  static ReadingPictures of(BufferedImage image, BufferedImage marked) throws IOException {
    return new ReadingPictures(jpeg(image), jpeg(marked));
  }

  /** The pictures of a reading, or null when it kept none. */
  static @Nullable ReadingPictures of(Findings findings, ObjectStore objects) throws IOException {
    BufferedImage preview = read(findings.preview(), objects);
    if (preview == null) {
      return null;
    }
    BufferedImage overlay = read(findings.overlay(), objects);
    return of(drawn(preview, null), drawn(preview, overlay));
  }

  private static @Nullable BufferedImage read(@Nullable String object, ObjectStore objects)
      throws IOException {
    if (object == null) {
      return null;
    }
    try (InputStream in = objects.open(object)) {
      return ImageIO.read(in);
    }
  }

  private static BufferedImage drawn(BufferedImage preview, @Nullable BufferedImage overlay) {
    double scale =
        Math.min(1, (double) LONGEST_SIDE / Math.max(preview.getWidth(), preview.getHeight()));
    int width = Math.max(1, (int) Math.round(preview.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(preview.getHeight() * scale));
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = drawn.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(preview, 0, 0, width, height, null);
    if (overlay != null) {
      pen.drawImage(overlay, 0, 0, width, height, null);
    }
    pen.dispose();
    return drawn;
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), quality);
      out.flush();
      return bytes.toByteArray();
    } finally {
      writer.dispose();
    }
  }
}
