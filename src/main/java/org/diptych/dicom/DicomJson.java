package org.diptych.dicom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;

/** Writes data sets as the DICOM JSON Model (PS3.18 annex F). */
final class DicomJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String UTF_8 = "ISO_IR 192";

  /** The component groups of a person's name, in their order (PS3.5 section 6.2.1). */
  private static final String[] GROUPS = {"Alphabetic", "Ideographic", "Phonetic"};

  private final JsonGenerator json;

  private DicomJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(Attributes dataSet) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      new DicomJson(generator).object(dataSet);
    } catch (IOException e) {
      throw new IllegalStateException("a string takes what is written", e);
    }
    return text.toString();
  }

  private void object(Attributes dataSet) throws IOException {
    json.writeStartObject();
    for (int tag : dataSet.tags()) {
      // Group lengths say nothing of JSON, and File Meta Information is no part of a data set.
      if ((tag & 0xFFFF) != 0 && tag >>> 16 != 2) {
        attribute(dataSet, tag);
      }
    }
    json.writeEndObject();
  }

  private void attribute(Attributes dataSet, int tag) throws IOException {
    String creator = dataSet.privateCreatorOf(tag);
    VR vr = dataSet.getVR(creator, tag);
    json.writeObjectFieldStart(String.format(Locale.ROOT, "%08X", tag));
    json.writeStringField("vr", vr.name());
    if (tag == Tag.SpecificCharacterSet) {
      // What is written is UTF-8, whatever it was read from (PS3.18 section F.2.1).
      values(new String[] {UTF_8});
    } else if (vr == VR.SQ) {
      items(dataSet.getSequence(creator, tag));
    } else if (vr.isInlineBinary()) {
      binary(dataSet.getSafeBytes(creator, tag));
    } else if (vr == VR.PN) {
      names(strings(dataSet, creator, tag));
    } else if (vr == VR.AT) {
      tags(dataSet.getInts(creator, tag));
    } else if (vr == VR.FD || vr == VR.FL) {
      numbers(dataSet.getDoubles(creator, tag));
    } else if (vr == VR.DS || vr == VR.IS || vr.isIntType()) {
      decimals(strings(dataSet, creator, tag));
    } else {
      values(strings(dataSet, creator, tag));
    }
    json.writeEndObject();
  }

  private static String[] strings(Attributes dataSet, String creator, int tag) {
    try {
      String[] values = dataSet.getStrings(creator, tag);
      return values == null ? new String[0] : values;
    } catch (RuntimeException e) {
      return new String[0]; // an unknown character set, or a value of another kind than its VR
    }
  }

  private void items(Sequence items) throws IOException {
    if (items == null || items.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("Value");
    for (Attributes item : items) {
      object(item);
    }
    json.writeEndArray();
  }

  private void binary(byte[] bytes) throws IOException {
    if (bytes != null && bytes.length > 0) {
      json.writeStringField("InlineBinary", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private void values(String[] values) throws IOException {
    if (values.length == 0) {
      return;
    }
    json.writeArrayFieldStart("Value");
    for (String value : values) {
      if (value == null || value.isEmpty()) {
        json.writeNull();
      } else {
        json.writeString(value);
      }
    }
    json.writeEndArray();
  }

  private void names(String[] values) throws IOException {
    if (values.length == 0) {
      return;
    }
    json.writeArrayFieldStart("Value");
    for (String value : values) {
      String[] groups = value == null ? new String[0] : value.split("=", -1);
      json.writeStartObject();
      for (int i = 0; i < groups.length && i < GROUPS.length; i++) {
        if (!groups[i].isBlank()) {
          json.writeStringField(GROUPS[i], groups[i].strip());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void tags(int[] values) throws IOException {
    if (values == null || values.length == 0) {
      return;
    }
    json.writeArrayFieldStart("Value");
    for (int value : values) {
      json.writeString(String.format(Locale.ROOT, "%08X", value));
    }
    json.writeEndArray();
  }

  private void numbers(double[] values) throws IOException {
    if (values == null || values.length == 0) {
      return;
    }
    json.writeArrayFieldStart("Value");
    for (double value : values) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeString(Double.toString(value)); // JSON has no such number
      }
    }
    json.writeEndArray();
  }

  /**
   * Numbers as precise as they were written; what is no number stays a string (PS3.18 table
   * F.2.3-1).
   */
  private void decimals(String[] values) throws IOException {
    if (values.length == 0) {
      return;
    }
    json.writeArrayFieldStart("Value");
    for (String value : values) {
      String plain = value == null ? "" : value.strip();
      if (plain.isEmpty()) {
        json.writeNull();
      } else {
        decimal(plain);
      }
    }
    json.writeEndArray();
  }

  private void decimal(String plain) throws IOException {
    try {
      json.writeNumber(new BigDecimal(plain));
    } catch (NumberFormatException e) {
      json.writeString(plain);
    }
  }
}
