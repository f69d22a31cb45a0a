package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well a package tells a report that belongs to its picture from one that does not: the area
 * under the ROC curve of its agreement, with each picture shown once with its own report and once
 * with a contradicting one. Phantoms bring that along; on real sets it is another patient's report.
 */
final class Discordance {
  private static final int RESAMPLES = 500;
  private static final int BATCH = 32;
  private static final long SEED = 96;

  private final ModelPackage model;

  Discordance(ModelPackage model) {
    this.model = model;
  }

  /** Agreement with the own report and with the contradicting one. */
  private record Pair(String kind, double own, double against) {}

  private record Question(String kind, LuminanceImage image, String own, String against) {}

  /** The result as JSON: n, auc with its interval, auc per kind of contradiction, ece. */
  ObjectNode run(List<Example> rows) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    List<Question> open = new ArrayList<>();
    for (Example row : rows) {
      Question question = question(row, rows);
      if (question != null) {
        open.add(question);
      }
      if (open.size() == BATCH) {
        pairs.addAll(answer(open));
        open.clear();
      }
    }
    pairs.addAll(answer(open));
    return written(pairs);
  }

  private @Nullable Question question(Example row, List<Example> rows) throws IOException {
    Example.Contradiction given = row.contradiction();
    if (given != null) {
      return new Question(given.kind(), DataSet.image(row.image()), row.text(), given.text());
    }
    Random chance = new Random(row.id().hashCode());
    Example other = rows.get(chance.nextInt(rows.size()));
    boolean another = !other.patient().equals(row.patient()) && !other.text().equals(row.text());
    if (row.textSource().equals("phantom") || !another) {
      return null;
    }
    String own = model.hideLabelWords(row.text());
    return new Question(
        "swapped", DataSet.image(row.image()), own, model.hideLabelWords(other.text()));
  }

  private List<Pair> answer(List<Question> questions) {
    List<PreparedReading> cases = new ArrayList<>();
    for (Question question : questions) {
      cases.add(model.prepare(question.image(), question.own()));
      cases.add(model.prepare(question.image(), question.against()));
    }
    List<ModelPackage.Judged> read = cases.isEmpty() ? List.of() : model.readAnyway(cases, 1);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      pairs.add(
          new Pair(
              questions.get(i).kind(),
              read.get(2 * i).reading().agreement(),
              read.get(2 * i + 1).reading().agreement()));
    }
    return pairs;
  }

  private static ObjectNode written(List<Pair> pairs) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("n", pairs.size());
    if (pairs.isEmpty()) {
      return json;
    }
    json.put("auc", auc(pairs));
    double[] drawn = new double[RESAMPLES];
    Random chance = new Random(SEED);
    for (int k = 0; k < RESAMPLES; k++) {
      List<Pair> sample = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        sample.add(pairs.get(chance.nextInt(pairs.size())));
      }
      drawn[k] = auc(sample);
    }
    Arrays.sort(drawn);
    json.putArray("interval")
        .add(drawn[(int) (RESAMPLES * 0.025)])
        .add(drawn[(int) (RESAMPLES * 0.975)]);
    TreeMap<String, List<Pair>> kinds = new TreeMap<>();
    pairs.forEach(pair -> kinds.computeIfAbsent(pair.kind(), k -> new ArrayList<>()).add(pair));
    ObjectNode perKind = json.putObject("perKind");
    kinds.forEach((kind, of) -> perKind.put(kind, auc(of)));
    json.put("ece", calibration(pairs));
    return json;
  }

  private static double auc(List<Pair> pairs) {
    double[] scores = new double[2 * pairs.size()];
    boolean[] own = new boolean[scores.length];
    for (int i = 0; i < pairs.size(); i++) {
      scores[2 * i] = pairs.get(i).own();
      scores[2 * i + 1] = pairs.get(i).against();
      own[2 * i] = true;
    }
    return Scores.auc(scores, own);
  }

  private static double calibration(List<Pair> pairs) {
    double[] confidence = new double[2 * pairs.size()];
    boolean[] right = new boolean[confidence.length];
    for (int i = 0; i < pairs.size(); i++) {
      confidence[2 * i] = pairs.get(i).own();
      right[2 * i] = true;
      confidence[2 * i + 1] = pairs.get(i).against();
    }
    return Scores.expectedCalibrationError(confidence, right);
  }
}
