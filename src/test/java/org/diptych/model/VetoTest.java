package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A description never names what the classes call absent. */
class VetoTest {
  private static final Phrases PHRASES =
      Phrases.of(List.of("Findings: edema, effusion. No edema is seen. Normal chest."));
  private static final List<ClassDefinition> CLASSES =
      List.of(
          named("Edema", false, "edema", "oedema"),
          named("Effusion", false, "effusion"),
          named("No Finding", true, "normal", "findings"));

  @Test
  void what_is_absent_is_not_named() {
    NextToken edemaOnly = new Veto(PHRASES, CLASSES).when(new boolean[] {true, false, false});
    assertThat(next(edemaOnly, "findings :")).isEqualTo("edema");
    NextToken effusionOnly = new Veto(PHRASES, CLASSES).when(new boolean[] {false, true, false});
    assertThat(next(effusionOnly, "findings :")).isEqualTo("effusion");
    NextToken neither = new Veto(PHRASES, CLASSES).when(new boolean[] {false, false, true});
    assertThat(next(neither, "findings :")).isEqualTo("chest");
  }

  @Test
  void a_sentence_that_says_no_may_name_it_and_the_next_may_not() {
    NextToken neither = new Veto(PHRASES, CLASSES).when(new boolean[3]);
    assertThat(next(neither, "no")).isEqualTo("edema");
    assertThat(next(neither, "no edema .")).isEqualTo("chest");
  }

  @Test
  void words_of_a_normal_class_are_never_forbidden() {
    NextToken choice = new Veto(PHRASES, CLASSES).when(new boolean[3]);
    float[] logits = new float[PHRASES.size()];
    logits[PHRASES.entries().indexOf("findings")] = 1;
    assertThat(choice.best(logits, List.of())).isEqualTo(PHRASES.entries().indexOf("findings"));
  }

  @Test
  void a_description_ends_where_nothing_else_is_allowed() {
    Phrases two = Phrases.of(List.of("edema effusion"));
    NextToken neither = new Veto(two, CLASSES).when(new boolean[3]);
    float[] logits = {-5, -5, -9, -5, 3, 2};
    logits[0] = logits[1] = logits[3] = Float.NEGATIVE_INFINITY;
    assertThat(neither.best(logits, List.of())).isEqualTo(Phrases.END);
  }

  /** With edema likeliest, then effusion, then chest. */
  private static String next(NextToken choice, String said) {
    List<Integer> tokens = new ArrayList<>();
    for (String word : said.split(" ")) {
      tokens.add(PHRASES.entries().indexOf(word));
    }
    float[] logits = new float[PHRASES.size()];
    logits[PHRASES.entries().indexOf("edema")] = 9;
    logits[PHRASES.entries().indexOf("effusion")] = 8;
    logits[PHRASES.entries().indexOf("chest")] = 7;
    return PHRASES.entries().get(choice.best(logits, tokens));
  }

  private static ClassDefinition named(String label, boolean normal, String... words) {
    ClassDefinition.Code code = new ClassDefinition.Code("urn:x", label, label);
    return new ClassDefinition(label, List.of(code), false, normal, List.of(words));
  }
}
