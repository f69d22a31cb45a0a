package org.diptych.inference;

import java.time.Instant;
import java.util.List;
import org.diptych.model.ClassDefinition;
import org.diptych.model.PackageAbout;
import org.diptych.model.Reading;
import org.diptych.study.Case;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.ModelIdentity;
import org.diptych.study.Region;
import org.diptych.study.Uid;
import org.diptych.study.WordAttention;
import org.jspecify.annotations.Nullable;

/** A model's reading in the words of the engine. */
final class FindingsMapper {
  private FindingsMapper() {}

  static Findings findings(
      Case subject,
      PackageAbout model,
      Reading reading,
      @Nullable Uid image,
      @Nullable String preview,
      @Nullable String overlay,
      Instant readAt) {
    double[] box = reading.box();
    Region region = box == null ? null : new Region(box[0], box[1], box[2], box[3]);
    return new Findings(
        subject.id(),
        subject.version(),
        new ModelIdentity(model.id(), model.version(), model.name()),
        image,
        reading.classes().stream().map(each -> finding(each, region)).toList(),
        reading.description(),
        reading.words().stream()
            .map(word -> new WordAttention(word.begin(), word.end(), word.weight()))
            .toList(),
        reading.abstained(),
        preview,
        overlay,
        readAt);
  }

  private static Finding finding(Reading.ClassReading each, @Nullable Region region) {
    ClassDefinition definition = each.definition();
    List<CodedText> codes =
        definition.codes().stream()
            .map(code -> new CodedText(code.code(), code.system(), code.display()))
            .toList();
    return new Finding(
        codes,
        each.probability(),
        each.imageAlone(),
        each.reportAlone(),
        each.concordance(),
        each.present(),
        each.present() && definition.localised() ? region : null);
  }
}
