package org.diptych.model.phantom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports of phantom cases: clinical context that tells the disease or tells nothing, a
 * finding with or without its place, history that misleads, symptoms denied, and distractors.
 */
final class PhantomReport {
  private static final JsonNode PHRASES = phrases();
  private static final double DENIED = 0.5;
  private static final double HISTORY = 0.6;
  private static final int MOST_DISTRACTORS = 3;

  /** A report that says something else than its picture shows. */
  record Contradiction(String kind, String text) {}

  private final PhantomConfig config;
  private final Random chance;

  PhantomReport(PhantomConfig config, Random chance) {
    this.config = config;
    this.chance = chance;
  }

  private static JsonNode phrases() {
    try (InputStream in = PhantomReport.class.getResourceAsStream("/phantom/phrases.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The report of a case. */
  String write(PhantomCase of) {
    boolean placed = !of.imageDecides() || chance.nextDouble() >= config.vague();
    return write(of, placed);
  }

  private String write(PhantomCase of, boolean placed) {
    List<String> body = new ArrayList<>();
    if (of.reportDecides()) {
      body.add(finding(of, placed));
      deny(of.disease(), body);
    }
    for (int i = chance.nextInt(MOST_DISTRACTORS + 1); i > 0; i--) {
      body.add(pick("distractors"));
    }
    List<String> report = new ArrayList<>();
    if (chance.nextDouble() < 0.7) {
      report.add(pick("openings"));
    }
    report.add(
        of.reportDecides()
            ? pick(PHRASES.path("context").path(of.disease().label()))
            : pick("neutral"));
    if (chance.nextDouble() < HISTORY) {
      report.add(pick("histories"));
    }
    report.addAll(body);
    return fill(String.join(" ", report), null);
  }

  private String finding(PhantomCase of, boolean placed) {
    Lesion lesion = of.lesion();
    Lesion decoy = of.decoy();
    if (lesion != null) {
      return fill(pick(placed ? "finding" : "unplaced"), lesion);
    }
    return decoy == null ? pick("clear") : fill(pick("scar"), decoy);
  }

  private void deny(Disease disease, List<String> body) {
    for (Disease other : Disease.values()) {
      JsonNode phrases = PHRASES.path("denied").path(other.label());
      if (other != disease && !phrases.isEmpty() && chance.nextDouble() < DENIED) {
        body.add(pick(phrases));
      }
    }
  }

  /**
   * A report that contradicts the picture: the finding removed, added, or on the other side; null
   * where the picture could bear either report.
   */
  @Nullable Contradiction contradict(PhantomCase of) {
    if (!of.imageDecides() || !of.reportDecides()) {
      return null;
    }
    Lesion lesion = of.lesion();
    if (lesion == null) {
      Disease disease = Disease.values()[1 + chance.nextInt(Disease.values().length - 1)];
      Lesion added = PhantomCase.lesion(disease.pattern(), chance.nextBoolean(), chance);
      return new Contradiction(
          "added", write(new PhantomCase(disease, added, null, true, true), true));
    }
    if (chance.nextBoolean()) {
      return new Contradiction(
          "removed", write(new PhantomCase(Disease.NORMAL, null, null, true, true), true));
    }
    Lesion other =
        new Lesion(
            lesion.pattern(),
            !lesion.patientLeft(),
            lesion.zone(),
            1 - lesion.x(),
            lesion.y(),
            lesion.radiusX(),
            lesion.radiusY());
    return new Contradiction(
        "side", write(new PhantomCase(of.disease(), other, null, true, true), true));
  }

  private String pick(String kind) {
    return pick(PHRASES.path(kind));
  }

  private String pick(JsonNode phrases) {
    return phrases.get(chance.nextInt(phrases.size())).asText();
  }

  private String fill(String text, @Nullable Lesion lesion) {
    String filled =
        text.replace("{n}", Integer.toString(2 + chance.nextInt(8)))
            .replace("{year}", Integer.toString(1998 + chance.nextInt(26)));
    if (lesion == null) {
      return filled;
    }
    String noun = pick("nouns");
    return filled
        .replace("{noun}", noun)
        .replace("{Noun}", noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1))
        .replace("{side}", lesion.side())
        .replace("{zone}", lesion.zoneName())
        .replace("{size}", lesion.size());
  }
}
