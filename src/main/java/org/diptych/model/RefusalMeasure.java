package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How often a package abstains: from the cases of a set that it is for, and from the same cases
 * spoilt in the ways that happen (inverted, on its side, upside down, blank, noise, a colour photo,
 * a report in another language) and from pictures of another kind.
 */
final class RefusalMeasure {
  private static final int BATCH = 32;
  private static final String FOREIGN =
      "Die Lunge ist beidseits gut belüftet, ein Erguss liegt nicht vor. Das Herz ist normal groß,"
          + " der Befund hat sich gegenüber der Voraufnahme nicht verändert.";

  private final ModelPackage model;

  RefusalMeasure(ModelPackage model) {
    this.model = model;
  }

  private record Asked(LuminanceImage image, @Nullable String text) {}

  /**
   * Shares refused by kind, {@code inScope} of the rows and {@code outOfScope} of all the rest.
   *
   * @param others rows whose pictures are of another kind, may be empty
   */
  ObjectNode run(List<Example> rows, List<Example> others) throws IOException {
    Map<String, Long> refused = new LinkedHashMap<>();
    Map<String, Integer> asked = new LinkedHashMap<>();
    List<Asked> own = new ArrayList<>();
    for (Example row : rows) {
      own.add(new Asked(DataSet.image(row.image()), null));
    }
    ask("inScope", own, refused, asked);
    Random chance = new Random(97);
    ask("inverted", each(own, RefusalMeasure::inverted), refused, asked);
    ask("onItsSide", each(own, LuminanceImage::turned), refused, asked);
    ask("upsideDown", each(own, image -> image.turned().turned()), refused, asked);
    ask("blank", each(own, image -> filled(image, any -> 0.4f)), refused, asked);
    ask("noise", each(own, image -> filled(image, any -> chance.nextFloat())), refused, asked);
    ask("colour", each(own, RefusalMeasure::coloured), refused, asked);
    List<Asked> foreign = own.stream().map(one -> new Asked(one.image(), FOREIGN)).toList();
    ask("anotherLanguage", foreign, refused, asked);
    List<Asked> strange = new ArrayList<>();
    for (Example row : others) {
      strange.add(new Asked(DataSet.image(row.image()), null));
    }
    ask("anotherKind", strange, refused, asked);
    return written(refused, asked);
  }

  private void ask(
      String kind, List<Asked> cases, Map<String, Long> refused, Map<String, Integer> asked) {
    long count = 0;
    for (int at = 0; at < cases.size(); at += BATCH) {
      List<PreparedReading> prepared =
          cases.subList(at, Math.min(cases.size(), at + BATCH)).stream()
              .map(one -> model.prepare(one.image(), one.text()))
              .toList();
      count += prepared.stream().filter(one -> one.mode() == null).count();
      List<PreparedReading> readable = prepared.stream().filter(one -> one.mode() != null).toList();
      if (!readable.isEmpty()) {
        count +=
            model.readAnyway(readable, 1).stream().filter(one -> one.refused() != null).count();
      }
    }
    refused.put(kind, count);
    asked.put(kind, cases.size());
  }

  private static ObjectNode written(Map<String, Long> refused, Map<String, Integer> asked) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ObjectNode perKind = json.putObject("perKind");
    long out = 0;
    long of = 0;
    for (Map.Entry<String, Integer> kind : asked.entrySet()) {
      int n = kind.getValue();
      long count = refused.getOrDefault(kind.getKey(), 0L);
      if (n > 0) {
        perKind.put(kind.getKey(), (double) count / n);
      }
      if (!kind.getKey().equals("inScope")) {
        out += count;
        of += n;
      }
    }
    json.put("n", asked.getOrDefault("inScope", 0));
    json.put("inScope", perKind.path("inScope").asDouble(Double.NaN));
    json.put("outOfScope", of == 0 ? Double.NaN : (double) out / of);
    return json;
  }

  private static List<Asked> each(List<Asked> cases, UnaryOperator<LuminanceImage> change) {
    return cases.stream().map(one -> new Asked(change.apply(one.image()), one.text())).toList();
  }

  /** A value from the one that was there. */
  @FunctionalInterface
  private interface Shade {
    float of(float value);
  }

  private static LuminanceImage filled(LuminanceImage image, Shade shade) {
    float[] out = new float[image.luminance().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = shade.of(image.luminance()[i]);
    }
    return new LuminanceImage(image.width(), image.height(), out, image.colour());
  }

  private static LuminanceImage inverted(LuminanceImage image) {
    return filled(image, value -> 1 - value);
  }

  /** As a camera would see it: warm, not grey. */
  private static LuminanceImage coloured(LuminanceImage image) {
    BufferedImage photo =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.luminance().length; i++) {
      Color warm = Color.getHSBColor(0.08f, 0.5f, Math.max(0, Math.min(1, image.luminance()[i])));
      photo.setRGB(i % image.width(), i / image.width(), warm.getRGB());
    }
    return LuminanceImage.of(photo);
  }
}
