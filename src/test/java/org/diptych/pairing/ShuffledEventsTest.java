package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The events of many cases, shuffled, some of them twice, with pauses of any length and restarts
 * between them, end in the same results as the tidy order. Compared are all Observations and
 * DiagnosticReports in force at the end: where they are, all they say, and where their references
 * lead ({@link Resources#inForce}). Not compared are version counters and Provenances, for another
 * order makes more or fewer readings on the way, and resources of the hospital, of which the first
 * word stays. Readings of images and text are a function of both; everything else is the engine's
 * own. Events go straight into the journal, for some of them no message can say (an un-merge that
 * names one patient only), and they are very many. The number of cases is the system property
 * {@code diptych.shuffle.cases}.
 */
class ShuffledEventsTest {
  private static final int CASES = Integer.getInteger("diptych.shuffle.cases", 20);

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void any_order_of_events_ends_in_the_same_results(@ForAll long seed) {
    List<Consumer<Department>> tidy = new TidyOrder(CASES, seed).events();
    Map<String, String> expected = resultsOf(tidy, new Random(seed), false);
    Map<String, String> found = resultsOf(shuffled(tidy, seed), new Random(seed), true);
    assertThat(expected).isNotEmpty();
    assertThat(found.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
    assertThat(found).as("seed %d", seed).isEqualTo(expected);
  }

  private static List<Consumer<Department>> shuffled(List<Consumer<Department>> tidy, long seed) {
    Random random = new Random(seed);
    List<Consumer<Department>> events = new ArrayList<>(tidy);
    tidy.stream().filter(event -> random.nextInt(4) == 0).forEach(events::add);
    Collections.shuffle(events, random);
    return events;
  }

  private static Map<String, String> resultsOf(
      List<Consumer<Department>> events, Random random, boolean untidy) {
    Path data = directory();
    try (Department department = new Department(data, IntoTheJournal::new)) {
      for (Consumer<Department> event : events) {
        event.accept(department);
        department.ask();
        if (untidy && random.nextInt(8) == 0) {
          department.silence();
        }
        if (untidy && random.nextInt(events.size()) == 0) {
          department.restart();
        }
      }
      department.silence().ask();
      assertThat(department.resources().missing()).isEmpty();
      return department.resources().inForce();
    } finally {
      delete(data);
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("diptych-shuffle");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
