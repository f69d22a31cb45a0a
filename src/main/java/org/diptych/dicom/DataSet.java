package org.diptych.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.ElementDictionary;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.diptych.study.Uid;

/** What a held object says of itself, up to its pixels and without what is too long for JSON. */
public final class DataSet {
  private final Attributes attributes;

  DataSet(Attributes attributes) {
    this.attributes = attributes;
  }

  /**
   * The data set of a Part 10 file.
   *
   * @throws IOException when it does not read, also where the toolkit finds that unchecked
   */
  public static DataSet read(Path part10) throws IOException {
    Part10File file = Part10File.of(part10);
    try (InputStream bytes = new BufferedInputStream(file.openDataSet(), 1 << 14)) {
      ImageInputStream in = new ImageInputStream(bytes, file.transferSyntax().value());
      in.setImageInputHandler(new WithoutBulk());
      Attributes read = new Attributes(in.bigEndian(), 64);
      in.readAttributes(read, -1, Tag.PixelData);
      return new DataSet(read);
    } catch (RuntimeException e) {
      // Its message may repeat a value.
      throw new IOException("the data set does not parse");
    }
  }

  /** The same, and what the engine knows of the study that it is of. */
  public DataSet ofStudy(
      String url,
      Collection<String> modalities,
      Collection<Uid> classes,
      int series,
      int instances) {
    Attributes known = known(url);
    known.setString(Tag.ModalitiesInStudy, VR.CS, modalities.toArray(String[]::new));
    known.setString(
        Tag.SOPClassesInStudy, VR.UI, classes.stream().map(Uid::value).toArray(String[]::new));
    known.setInt(Tag.NumberOfStudyRelatedSeries, VR.IS, series);
    known.setInt(Tag.NumberOfStudyRelatedInstances, VR.IS, instances);
    return new DataSet(known);
  }

  /** The same, and how many instances the series has that it is of. */
  public DataSet ofSeries(String url, int instances) {
    Attributes known = known(url);
    known.setInt(Tag.NumberOfSeriesRelatedInstances, VR.IS, instances);
    return new DataSet(known);
  }

  /** The same, and where it is retrieved. */
  public DataSet at(String url) {
    return new DataSet(known(url));
  }

  private Attributes known(String url) {
    Attributes known = new Attributes(attributes);
    known.setString(Tag.RetrieveURL, VR.UR, url);
    known.setString(Tag.InstanceAvailability, VR.CS, "ONLINE");
    return known;
  }

  /** Some of the attributes; the required ones are there without value when they are missing. */
  DataSet only(Collection<Integer> tags, Collection<Integer> required) {
    Attributes chosen = new Attributes(attributes.bigEndian(), tags.size());
    chosen.addSelected(attributes, tags.stream().mapToInt(Integer::intValue).sorted().toArray());
    for (int tag : required) {
      if (!chosen.contains(tag) && tag != Tag.TimezoneOffsetFromUTC) {
        chosen.setNull(tag, ElementDictionary.vrOf(tag, null));
      }
    }
    return new DataSet(chosen);
  }

  /** The DICOM JSON Model (PS3.18 annex F). */
  public String json() {
    return DicomJson.of(attributes);
  }

  Attributes attributes() {
    return attributes;
  }

  /** No patient data. */
  @Override
  public String toString() {
    return "DataSet[" + attributes.size() + " attributes]";
  }
}
