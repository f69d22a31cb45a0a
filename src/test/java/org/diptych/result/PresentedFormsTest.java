package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.diptych.study.CodedText;
import org.diptych.study.Finding;
import org.hl7.fhir.r4.model.Attachment;
import org.junit.jupiter.api.Test;

/** The report as a person reads it. */
class PresentedFormsTest {
  private final Reading reading = Readings.pictured();
  private final List<Attachment> forms = PresentedForms.of(reading, reading.pictures());
  private final Attachment html = forms.get(0);
  private final Attachment pdf = forms.get(1);

  @Test
  void there_is_html_and_pdf_with_size_and_hash() throws GeneralSecurityException {
    assertThat(forms)
        .extracting(Attachment::getContentType)
        .containsExactly("text/html", "application/pdf");
    for (Attachment form : forms) {
      assertThat(form.getSize()).isEqualTo(form.getData().length);
      assertThat(form.getHash())
          .isEqualTo(MessageDigest.getInstance("SHA-1").digest(form.getData()));
    }
  }

  @Test
  void the_pdf_is_one_page_with_image_overlay_and_text() throws IOException {
    keepToLookAt("report.pdf", pdf);
    try (PDDocument document = Loader.loadPDF(pdf.getData())) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      PDResources resources = document.getPage(0).getResources();
      assertThat(
              StreamSupport.stream(resources.getXObjectNames().spliterator(), false)
                  .filter((COSName name) -> resources.isImageXObject(name)))
          .hasSize(2);
      assertThat(new PDFTextStripper().getText(document))
          .contains("Pleural effusion", "Adler, Maria B", "A20260302", "not for clinical use");
    }
  }

  @Test
  void the_html_has_both_pictures_and_the_text_and_needs_nothing_from_elsewhere()
      throws IOException {
    keepToLookAt("report.html", html);
    String page = new String(html.getData(), StandardCharsets.UTF_8);

    assertThat(page.split("src=\"data:image/jpeg;base64,", -1)).hasSize(3);
    assertThat(page).contains("Pleural effusion", "Adler, Maria B", "not for clinical use");
    assertThat(page).doesNotContain("http", "<script");
  }

  @Test
  void what_comes_from_elsewhere_is_escaped_in_html_and_drawn_where_the_font_has_it()
      throws IOException {
    Finding odd =
        new Finding(
            List.of(new CodedText("1", "urn:x", "<b>Ärger & 肺")), 0.9, 0.9, 0.9, 0.9, true, null);
    Reading other = Readings.reading(Readings.findings(1, Readings.MODEL, odd));

    List<Attachment> written = PresentedForms.of(other, null);

    assertThat(new String(written.get(0).getData(), StandardCharsets.UTF_8))
        .contains("&lt;b&gt;Ärger &amp; 肺");
    assertThat(text(written.get(1))).contains("<b>Ärger & ?");
  }

  @Test
  void more_findings_than_a_page_holds_stay_on_one_page() throws IOException {
    Finding[] many =
        IntStream.range(0, 90).mapToObj(i -> Readings.effusion()).toArray(Finding[]::new);
    Reading long_ = Readings.reading(Readings.findings(1, Readings.MODEL, many));

    Attachment written = PresentedForms.of(long_, reading.pictures()).get(1);

    try (PDDocument document = Loader.loadPDF(written.getData())) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
    }
    assertThat(text(written)).contains("not for clinical use");
  }

  @Test
  void the_same_reading_prints_the_same_bytes() {
    List<Attachment> again = PresentedForms.of(Readings.pictured(), reading.pictures());

    assertThat(again.get(0).getData()).isEqualTo(html.getData());
    assertThat(again.get(1).getData()).isEqualTo(pdf.getData());
  }

  private static String text(Attachment pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.getData())) {
      return new PDFTextStripper().getText(document);
    }
  }

  private static void keepToLookAt(String name, Attachment form) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "presented-forms"));
    Files.write(folder.resolve(name), form.getData());
  }
}
