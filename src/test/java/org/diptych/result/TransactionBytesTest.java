package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.client.TransactionJson;
import org.junit.jupiter.api.Test;

class TransactionBytesTest {
  private static final FhirContext R4 = FhirR4.lenient();

  @Test
  void reading_and_writing_again_gives_the_same_bytes_and_contains_nothing_twice() {
    byte[] kept = TransactionJson.write(R4, ResultBundleTest.bundle(Readings.reading()));

    byte[] again =
        TransactionJson.write(R4, TransactionJson.read(R4, new ByteArrayInputStream(kept)));

    assertThat(new String(again, StandardCharsets.UTF_8))
        .isEqualTo(new String(kept, StandardCharsets.UTF_8))
        .doesNotContain("contained");
  }
}
