package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes reports that say what the labels say, in varied language, with history that misleads,
 * negations and distractors. One true finding in seven goes unmentioned, so a report does not
 * suffice.
 */
final class PhantomReports {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final double MENTIONED = 6.0 / 7;
  private static final double DENIED = 0.4;

  /** What a report may say of one class. */
  record ClassPhrases(List<String> present, List<String> absent) {}

  /** The phrases of one package. */
  record Table(
      List<String> openings,
      List<String> histories,
      List<String> distractors,
      Map<String, List<String>> places,
      Map<String, ClassPhrases> classes) {}

  private final Table table;

  PhantomReports(Table table) {
    this.table = table;
  }

  static PhantomReports read(InputStream json) throws IOException {
    return new PhantomReports(new ObjectMapper().readValue(json, Table.class));
  }

  /** A report of a case with exactly these labels; labels without phrases go unmentioned. */
  String write(Collection<String> labels, Random chance) {
    List<String> body = new ArrayList<>();
    table
        .classes()
        .forEach(
            (label, phrases) -> {
              if (labels.contains(label)) {
                if (chance.nextDouble() < MENTIONED) {
                  body.add(pick(phrases.present(), chance));
                }
              } else if (!phrases.absent().isEmpty() && chance.nextDouble() < DENIED) {
                body.add(pick(phrases.absent(), chance));
              }
            });
    int distractors = chance.nextInt(4);
    for (int i = 0; i < distractors; i++) {
      body.add(pick(table.distractors(), chance));
    }
    Collections.shuffle(body, chance);
    List<String> report = new ArrayList<>();
    if (chance.nextDouble() < 0.7) {
      report.add(pick(table.openings(), chance));
    }
    if (chance.nextDouble() < 0.6) {
      report.add(pick(table.histories(), chance));
    }
    if (chance.nextDouble() < 0.4 && !body.isEmpty()) {
      report.add("FINDINGS:");
    }
    report.addAll(body);
    return filled(String.join(" ", report), chance);
  }

  /** Every phrase twice, so that a vocabulary has all their words. */
  List<String> everyPhrase() {
    List<String> all = new ArrayList<>();
    for (int twice = 0; twice < 2; twice++) {
      all.addAll(table.openings());
      all.addAll(table.histories());
      all.addAll(table.distractors());
      table.places().values().forEach(all::addAll);
      table.classes().values().forEach(c -> all.addAll(c.present()));
      table.classes().values().forEach(c -> all.addAll(c.absent()));
    }
    return all;
  }

  private static String pick(List<String> phrases, Random chance) {
    return phrases.get(chance.nextInt(phrases.size()));
  }

  private String filled(String text, Random chance) {
    return PLACE
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(pick(choices(m.group(1)), chance)));
  }

  private List<String> choices(String place) {
    List<String> choices = table.places().get(place);
    if (choices == null) {
      throw new IllegalArgumentException("the phrases have no choices for " + place);
    }
    return choices;
  }
}
