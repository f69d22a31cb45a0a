package org.diptych.dicom;

import java.util.ArrayList;
import java.util.List;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** The Store Instances Response Module (PS3.18 annex I.2). */
public final class StoreInstancesResponse {
  private final List<Item> stored = new ArrayList<>();
  private final List<Item> failed = new ArrayList<>();
  private final String base;

  /**
   * @param base the URL of {@code /studies}
   */
  public StoreInstancesResponse(String base) {
    this.base = base;
  }

  /** It is kept. */
  public void stored(Uid study, Uid series, Uid sopClass, Uid sopInstance) {
    String url = base + "/" + study + "/series/" + series + "/instances/" + sopInstance;
    stored.add(new Item(sopClass.value(), sopInstance.value(), url, 0));
  }

  /** It is not kept; what is not known of it is left empty. */
  public void failed(@Nullable Uid sopClass, @Nullable Uid sopInstance, DimseStatus status) {
    failed.add(
        new Item(
            sopClass == null ? null : sopClass.value(),
            sopInstance == null ? null : sopInstance.value(),
            null,
            status.code()));
  }

  public boolean isEmpty() {
    return stored.isEmpty() && failed.isEmpty();
  }

  /** PS3.18 table 10.5.3-1: 200 all, 202 some, 409 none. */
  public int httpStatus() {
    return failed.isEmpty() ? 200 : stored.isEmpty() ? 409 : 202;
  }

  /** PS3.18 annex F. */
  public String json() {
    List<String> parts = new ArrayList<>();
    if (!failed.isEmpty()) {
      parts.add("\"00081198\":" + sequence(failed));
    }
    if (!stored.isEmpty()) {
      parts.add("\"00081199\":" + sequence(stored));
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static String sequence(List<Item> items) {
    return "{\"vr\":\"SQ\",\"Value\":["
        + String.join(",", items.stream().map(Item::json).toList())
        + "]}";
  }

  /** The Native DICOM Model, PS3.19 annex A.1. */
  public String xml() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<NativeDicomModel xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\">"
        + sequence("00081198", "FailedSOPSequence", failed)
        + sequence("00081199", "ReferencedSOPSequence", stored)
        + "</NativeDicomModel>";
  }

  private static String sequence(String tag, String keyword, List<Item> items) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      all.append("<Item number=\"").append(i + 1).append("\">");
      all.append(items.get(i).xml()).append("</Item>");
    }
    return items.isEmpty() ? "" : Item.element(tag, "SQ", keyword, all.toString());
  }

  private record Item(
      @Nullable String sopClass, @Nullable String sopInstance, @Nullable String url, int reason) {
    String json() {
      List<String> parts = new ArrayList<>();
      parts.add(attribute("00081150", "UI", sopClass));
      parts.add(attribute("00081155", "UI", sopInstance));
      if (url != null) {
        parts.add(attribute("00081190", "UR", url));
      } else {
        parts.add("\"00081197\":{\"vr\":\"US\",\"Value\":[" + reason + "]}");
      }
      return "{" + String.join(",", parts) + "}";
    }

    private static String attribute(String tag, String vr, @Nullable String value) {
      String content =
          value == null
              ? ""
              : ",\"Value\":[\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
      return "\"" + tag + "\":{\"vr\":\"" + vr + "\"" + content + "}";
    }

    String xml() {
      return element("00081150", "UI", "ReferencedSOPClassUID", value(sopClass))
          + element("00081155", "UI", "ReferencedSOPInstanceUID", value(sopInstance))
          + (url == null
              ? element("00081197", "US", "FailureReason", value(Integer.toString(reason)))
              : element("00081190", "UR", "RetrieveURL", value(url)));
    }

    private static String value(@Nullable String text) {
      return text == null
          ? ""
          : "<Value number=\"1\">"
              + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
              + "</Value>";
    }

    static String element(String tag, String vr, String keyword, String content) {
      return "<DicomAttribute tag=\"%s\" vr=\"%s\" keyword=\"%s\">%s</DicomAttribute>"
          .formatted(tag, vr, keyword, content);
    }
  }
}
