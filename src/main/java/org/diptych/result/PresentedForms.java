package org.diptych.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.jspecify.annotations.Nullable;

/** The report as a person reads it: HTML and one page of PDF. */
final class PresentedForms {
  private PresentedForms() {}

  static List<Attachment> of(Reading reading, @Nullable ReadingPictures pictures) {
    ReportText text = ReportText.of(reading);
    try {
      return List.of(
          Attachments.of("text/html", text.title(), HtmlForm.of(text, pictures)),
          Attachments.of("application/pdf", text.title(), PdfForm.of(text, pictures)));
    } catch (IOException e) {
      throw new UncheckedIOException("the report was not printed", e);
    }
  }
}
