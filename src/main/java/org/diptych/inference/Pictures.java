package org.diptych.inference;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import org.diptych.dicom.DisplayImage;
import org.diptych.model.Reading;

/** Draws what a person sees of a reading: the image as read, and what lies over it. */
final class Pictures {
  private static final Color WARM = new Color(255, 96, 0);
  private static final Color BOX = new Color(255, 214, 0);
  private static final double FAINT = 0.15;
  private static final int OPAQUE = 150;

  private Pictures() {}

  /** The image in greys, its longer side at most {@code limit}. */
  static BufferedImage preview(DisplayImage image, int limit) {
    BufferedImage full =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] grey = new byte[image.luminance().length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, image.luminance()[i])));
    }
    full.getRaster().setDataElements(0, 0, image.width(), image.height(), grey);
    double scale = scale(image, limit);
    if (scale == 1) {
      return full;
    }
    BufferedImage small =
        new BufferedImage(
            side(image.width(), scale), side(image.height(), scale), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = smooth(small);
    pen.drawImage(full, 0, 0, small.getWidth(), small.getHeight(), null);
    pen.dispose();
    return small;
  }

  /** Heat and box on nothing, of the same size as the preview. */
  static BufferedImage overlay(DisplayImage image, Reading reading, int limit) {
    double scale = scale(image, limit);
    BufferedImage overlay =
        new BufferedImage(
            side(image.width(), scale), side(image.height(), scale), BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = smooth(overlay);
    if (reading.heatColumns() > 0) {
      pen.drawImage(heat(reading), 0, 0, overlay.getWidth(), overlay.getHeight(), null);
    }
    double[] box = reading.box();
    if (box != null) {
      pen.setColor(BOX);
      pen.setStroke(new BasicStroke(Math.max(1.5f, overlay.getWidth() / 256f)));
      pen.draw(
          new Rectangle2D.Double(box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale));
    }
    pen.dispose();
    return overlay;
  }

  private static BufferedImage heat(Reading reading) {
    int columns = reading.heatColumns();
    int rows = reading.heat().length / columns;
    BufferedImage heat = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < columns * rows; i++) {
      double p = reading.heat()[i];
      int alpha = p < FAINT ? 0 : (int) Math.round(OPAQUE * Math.min(1, p));
      heat.setRGB(i % columns, i / columns, alpha << 24 | WARM.getRGB() & 0xFFFFFF);
    }
    return heat;
  }

  private static Graphics2D smooth(BufferedImage on) {
    Graphics2D pen = on.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return pen;
  }

  private static double scale(DisplayImage image, int limit) {
    return Math.min(1, (double) limit / Math.max(image.width(), image.height()));
  }

  private static int side(int original, double scale) {
    return Math.max(1, (int) Math.round(original * scale));
  }

  static void writePng(BufferedImage image, OutputStream out) throws IOException {
    ImageIO.write(image, "png", out);
  }
}
