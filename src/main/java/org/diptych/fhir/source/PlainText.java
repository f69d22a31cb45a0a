package org.diptych.fhir.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.parser.ParserDelegator;
import javax.swing.text.rtf.RTFEditorKit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * The text of a report in text/plain, text/html, RTF, or the text layer of a PDF. What cannot be
 * decoded is not guessed: the form then counts as unreadable.
 */
final class PlainText {
  private static final int LONGEST = 16 << 20;
  private static final int MOST_PAGES = 50;
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

  private PlainText() {}

  static boolean isReadable(String contentType) {
    return switch (mediaType(contentType)) {
      case "text/plain", "text/html", "application/xhtml+xml", "application/pdf" -> true;
      case "application/rtf", "text/rtf" -> true;
      default -> false;
    };
  }

  /** Empty when the type is another or the bytes are not what it says. */
  static Optional<String> of(String contentType, byte[] bytes) {
    if (bytes.length > LONGEST) {
      return Optional.empty();
    }
    try {
      return switch (mediaType(contentType)) {
        case "text/plain" -> Optional.of(lines(decoded(contentType, bytes)));
        case "text/html", "application/xhtml+xml" -> Optional.of(html(decoded(contentType, bytes)));
        case "application/rtf", "text/rtf" -> Optional.of(rtf(bytes));
        case "application/pdf" -> Optional.of(pdf(bytes));
        default -> Optional.empty();
      };
    } catch (IOException | BadLocationException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Lines separated by {@code \n}, without blank ends. */
  static String lines(String text) {
    return text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replaceAll("[ \\t\\u00A0]+\n", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  private static String mediaType(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** In the charset it names, else UTF-8. */
  private static String decoded(String contentType, byte[] bytes) throws CharacterCodingException {
    Matcher named = CHARSET.matcher(contentType);
    Charset charset = named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String rtf(byte[] bytes) throws IOException, BadLocationException {
    RTFEditorKit kit = new RTFEditorKit();
    Document document = kit.createDefaultDocument();
    kit.read(new ByteArrayInputStream(bytes), document, 0);
    return lines(document.getText(0, document.getLength()));
  }

  private static String pdf(byte[] bytes) throws IOException {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setEndPage(MOST_PAGES);
      stripper.setLineSeparator("\n");
      return lines(stripper.getText(document));
    }
  }

  private static String html(String text) throws IOException {
    Lines lines = new Lines();
    new ParserDelegator().parse(new StringReader(text), lines, true);
    return lines(lines.text.toString());
  }

  /** A line for each block, and for each break. */
  private static final class Lines extends HTMLEditorKit.ParserCallback {
    private final StringBuilder text = new StringBuilder();
    private int hidden;

    @Override
    public void handleStartTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
      if (isHidden(tag)) {
        hidden++;
      } else if (tag.isBlock()) {
        endLine();
      }
    }

    @Override
    public void handleEndTag(HTML.Tag tag, int position) {
      if (isHidden(tag)) {
        hidden--;
      } else if (tag.isBlock() || tag == HTML.Tag.TR) {
        endLine();
      } else if (tag == HTML.Tag.TD || tag == HTML.Tag.TH) {
        text.append(' ');
      }
    }

    @Override
    public void handleSimpleTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
      if (tag.breaksFlow()) {
        text.append('\n');
      }
    }

    @Override
    public void handleText(char[] data, int position) {
      if (hidden == 0) {
        text.append(data);
      }
    }

    private void endLine() {
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }

    private static boolean isHidden(HTML.Tag tag) {
      return tag == HTML.Tag.HEAD || tag == HTML.Tag.STYLE || tag == HTML.Tag.SCRIPT;
    }
  }
}
