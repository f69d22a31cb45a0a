package org.diptych.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/** The printed report as one A4 page; what does not fit on it is said to be in the HTML form. */
final class PdfForm {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float MARGIN = 48;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
  private static final float PICTURE_HEIGHT = 230;
  private static final float BOTTOM = 60;
  private static final float[] COLUMNS = {0, 185, 240, 305, 370, 435};

  private final PDPageContentStream page;
  private final PDDocument document;
  private final PDFont font;
  private float y = PDRectangle.A4.getHeight() - MARGIN;

  private PdfForm(PDDocument document, PDPageContentStream page, PDFont font) {
    this.document = document;
    this.page = page;
    this.font = font;
  }

  static byte[] of(ReportText text, @Nullable ReadingPictures pictures) throws IOException {
    try (PDDocument document = new PDDocument();
        InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
      // Without this the file would have another id at each writing.
      document.setDocumentId(1L);
      document.getDocumentInformation().setTitle(text.title());
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      PDFont font = PDType0Font.load(document, in, true);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        new PdfForm(document, content, font).write(text, pictures);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  private void write(ReportText text, @Nullable ReadingPictures pictures) throws IOException {
    line(text.title(), 16);
    paragraph(text.caution(), 10);
    y -= 6;
    for (ReportText.Fact fact : text.facts()) {
      at(0, fact.name(), 9);
      at(90, fact.value(), 9);
      y -= 13;
    }
    if (pictures != null) {
      pictures(pictures);
    }
    y -= 8;
    for (String line : text.conclusion().split("\n")) {
      paragraph(line, 10);
    }
    if (!text.rows().isEmpty()) {
      y -= 8;
      row(ReportText.COLUMNS);
      rows(text.rows());
    }
    y = BOTTOM - 20;
    paragraph(text.caution(), 9);
  }

  private void rows(List<List<String>> rows) throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      if (y < BOTTOM + 13 && i < rows.size() - 1) {
        at(0, rows.size() - i + " more findings are in the HTML form of this report.", 9);
        return;
      }
      row(rows.get(i));
    }
  }

  private void row(List<String> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      float room = (i + 1 < COLUMNS.length ? COLUMNS[i + 1] : WIDTH) - COLUMNS[i] - 4;
      at(COLUMNS[i], wrapped(values.get(i), 9, room).get(0), 9);
    }
    y -= 13;
  }

  private void pictures(ReadingPictures pictures) throws IOException {
    y -= 4;
    float half = (WIDTH - 12) / 2;
    float taken =
        Math.max(picture(pictures.image(), 0, half), picture(pictures.marked(), half + 12, half));
    y -= taken + 12;
    at(0, "Image as it was read", 8);
    at(half + 12, "What the model looked at", 8);
    y -= 10;
  }

  private float picture(byte[] jpeg, float left, float room) throws IOException {
    PDImageXObject picture = JPEGFactory.createFromByteArray(document, jpeg);
    float scale = Math.min(room / picture.getWidth(), PICTURE_HEIGHT / picture.getHeight());
    float height = picture.getHeight() * scale;
    page.drawImage(picture, MARGIN + left, y - height, picture.getWidth() * scale, height);
    return height;
  }

  private void line(String text, float size) throws IOException {
    y -= size;
    at(0, text, size);
    y -= size * 1.1f;
  }

  private void paragraph(String text, float size) throws IOException {
    for (String line : wrapped(text, size, WIDTH)) {
      if (y < BOTTOM - 20) {
        return;
      }
      y -= 1;
      at(0, line, size);
      y -= size * 1.3f;
    }
  }

  private void at(float left, String text, float size) throws IOException {
    page.beginText();
    page.setFont(font, size);
    page.newLineAtOffset(MARGIN + left, y);
    page.showText(drawable(text));
    page.endText();
  }

  private List<String> wrapped(String text, float size, float room) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : drawable(text).split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && font.getStringWidth(longer) / 1000 * size > room) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** Letters the font does not have become question marks; the HTML form has them. */
  private String drawable(String text) {
    StringBuilder drawable = new StringBuilder();
    text.codePoints()
        .forEach(
            letter -> {
              String one = Character.toString(Character.isISOControl(letter) ? ' ' : letter);
              drawable.append(has(one) ? one : "?");
            });
    return drawable.toString();
  }

  private boolean has(String letter) {
    try {
      font.encode(letter);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
