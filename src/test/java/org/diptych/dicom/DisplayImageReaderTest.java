package org.diptych.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of the display pipeline on an image small enough to compute by hand. */
class DisplayImageReaderTest {
  @TempDir Path folder;

  private DisplayImage read(PixelObject object, int frame) throws Exception {
    return new DisplayImageReader().read(object.write(folder.resolve("image.dcm")), frame);
  }

  private void assertShows(PixelObject object, double... expected) throws Exception {
    float[] shown = read(object, 0).luminance();
    assertThat(shown).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) shown[i]).as("pixel %d", i).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void eight_bits_without_window_show_as_they_are() throws Exception {
    assertShows(PixelObject.grey8(0, 51, 102, 255), 0, 0.2, 0.4, 1);
  }

  @Test
  void more_bits_without_window_show_the_range_of_the_frame() throws Exception {
    assertShows(PixelObject.grey16(12, 100, 300, 500), 0, 0.5, 1);
  }

  @Test
  void monochrome1_is_shown_inverted() throws Exception {
    assertShows(
        PixelObject.grey8(0, 51, 255)
            .with(i -> i.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1")),
        1,
        0.8,
        0);
  }

  @Test
  void a_linear_window_follows_the_formula_with_its_halves() throws Exception {
    // c=100 w=21: from 89.5 (0) to 109.5 (1); y = (x - 99.5) / 20 + 0.5
    assertShows(
        PixelObject.grey16(12, 0, 89, 90, 100, 109, 110).window("100", "21"),
        0,
        0,
        0.025,
        0.525,
        0.975,
        1);
  }

  @Test
  void a_linear_exact_window_is_symmetric() throws Exception {
    assertShows(
        PixelObject.grey16(12, 80, 90, 100, 110, 120)
            .window("100", "40")
            .with(i -> i.setString(Tag.VOILUTFunction, VR.CS, "LINEAR_EXACT")),
        0,
        0.25,
        0.5,
        0.75,
        1);
  }

  @Test
  void a_sigmoid_window_bends() throws Exception {
    assertShows(
        PixelObject.grey16(12, 90, 100, 110)
            .window("100", "40")
            .with(i -> i.setString(Tag.VOILUTFunction, VR.CS, "SIGMOID")),
        1 / (1 + Math.E),
        0.5,
        1 / (1 + Math.exp(-1)));
  }

  @Test
  void slope_and_intercept_come_before_the_window() throws Exception {
    // stored 1000 is 2*1000-1024 = 976; window 900..1052 wide: c=976 w=153 -> 0.5 + 0.5/152
    assertShows(
        PixelObject.grey16(12, 1000)
            .window("976", "153")
            .with(i -> i.setString(Tag.RescaleSlope, VR.DS, "2"))
            .with(i -> i.setString(Tag.RescaleIntercept, VR.DS, "-1024")),
        0.5 + 0.5 / 152);
  }

  @Test
  void a_modality_lut_maps_stored_values_and_holds_at_its_ends() throws Exception {
    assertShows(
        PixelObject.grey16(12, 0, 10, 11, 12, 99)
            .with(
                i ->
                    i.newSequence(Tag.ModalityLUTSequence, 1)
                        .add(PixelObject.lut(10, 16, 0, 50, 200))),
        0,
        0,
        0.25,
        1,
        1);
  }

  @Test
  void a_voi_lut_maps_to_its_own_bits() throws Exception {
    assertShows(
        PixelObject.grey16(12, 4, 5, 6)
            .with(
                i ->
                    i.newSequence(Tag.VOILUTSequence, 1).add(PixelObject.lut(4, 12, 0, 4095, 819))),
        0,
        1,
        0.2);
  }

  @Test
  void signed_values_are_sign_extended_from_their_bits() throws Exception {
    // 12 bits stored: 0x800 is -2048, 0xFFF is -1; high bits of the word are not the value's
    assertShows(PixelObject.grey16(12, 0x0800, 0xFFFF, 0x07FF).signed(), 0, 2047 / 4095.0, 1);
  }

  @Test
  void bits_above_high_bit_are_cut_off() throws Exception {
    assertShows(PixelObject.grey16(12, 0xF064, 0x0064, 0x00C8), 0, 0, 1);
  }

  @Test
  void padding_is_black_and_does_not_widen_the_range() throws Exception {
    assertShows(
        PixelObject.grey16(16, 0, 100, 200, 65535)
            .with(i -> i.setInt(Tag.PixelPaddingValue, VR.US, 65535))
            .with(i -> i.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1")),
        1,
        0.5,
        0,
        0);
  }

  @Test
  void rgb_is_shown_as_luminance_and_called_colour_only_with_chroma() throws Exception {
    PixelObject colour = PixelObject.colour("RGB", 3, 255, 0, 0, 0, 255, 0, 0, 0, 255);
    assertShows(colour, 0.299, 0.587, 0.114);
    assertThat(read(colour, 0).colour()).isTrue();
    assertThat(read(PixelObject.colour("RGB", 2, 7, 7, 7, 90, 91, 90), 0).colour()).isFalse();
  }

  @Test
  void planes_are_put_together() throws Exception {
    assertShows(
        PixelObject.colour("RGB", 2, 255, 0, 0, 0, 0, 255)
            .with(i -> i.setInt(Tag.PlanarConfiguration, VR.US, 1)),
        0.299,
        0.114);
  }

  @Test
  void ybr_full_luminance_is_its_first_sample_where_nothing_clips() throws Exception {
    PixelObject grey = PixelObject.colour("YBR_FULL", 2, 51, 128, 128, 102, 128, 128);
    assertShows(grey, 0.2, 0.4);
    assertThat(read(grey, 0).colour()).isFalse();
    PixelObject red = PixelObject.colour("YBR_FULL", 1, 100, 110, 160);
    assertThat((double) read(red, 0).luminance()[0]).isCloseTo(100 / 255.0, within(2e-3));
    assertThat(read(red, 0).colour()).isTrue();
  }

  @Test
  void two_pixels_of_ybr_full_422_share_their_chroma() throws Exception {
    assertShows(PixelObject.colour("YBR_FULL_422", 2, 51, 204, 128, 128), 0.2, 0.8);
  }

  @Test
  void palette_colours_are_looked_up() throws Exception {
    PixelObject palette =
        PixelObject.grey8(0, 1, 2)
            .with(i -> i.setString(Tag.PhotometricInterpretation, VR.CS, "PALETTE COLOR"))
            .with(
                i -> {
                  int[] descriptors = {
                    Tag.RedPaletteColorLookupTableDescriptor,
                    Tag.GreenPaletteColorLookupTableDescriptor,
                    Tag.BluePaletteColorLookupTableDescriptor
                  };
                  int[] data = {
                    Tag.RedPaletteColorLookupTableData,
                    Tag.GreenPaletteColorLookupTableData,
                    Tag.BluePaletteColorLookupTableData
                  };
                  for (int c = 0; c < 3; c++) {
                    i.setInt(descriptors[c], VR.US, 3, 0, 16);
                    int[] entries = new int[3];
                    entries[c] = 65535;
                    i.setBytes(data[c], VR.OW, PixelObject.littleEndian(entries));
                  }
                });
    assertShows(palette, 0.299, 0.587, 0.114);
    assertThat(read(palette, 0).colour()).isTrue();
  }

  @Test
  void frames_are_counted_from_zero() throws Exception {
    PixelObject two =
        PixelObject.grey8(0, 255, 51, 102)
            .with(i -> i.setInt(Tag.Columns, VR.US, 2))
            .with(i -> i.setString(Tag.NumberOfFrames, VR.IS, "2"));
    assertThat(read(two, 1).luminance()).containsExactly(0.2f, 0.4f);
    assertThatThrownBy(() -> read(two, 2)).isInstanceOf(UnreadablePixels.class);
  }

  @Test
  void every_uncompressed_transfer_syntax_shows_the_same() throws Exception {
    for (String syntax :
        new String[] {
          UID.ImplicitVRLittleEndian, UID.ExplicitVRLittleEndian, UID.DeflatedExplicitVRLittleEndian
        }) {
      assertShows(PixelObject.grey16(12, 100, 300, 500).in(syntax), 0, 0.5, 1);
    }
  }

  @Test
  void rle_of_sixteen_bits_is_decoded() throws Exception {
    // high bytes 1,1,1 as a run; low bytes 0,100,200 as a literal (PS3.5 annex G)
    byte[] frame =
        ByteBuffer.allocate(70)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0, 2)
            .putInt(4, 64)
            .putInt(8, 66)
            .put(64, new byte[] {-2, 1, 2, 0, 100, (byte) 200})
            .array();
    assertShows(PixelObject.grey16(16, 0, 0, 0).encapsulated(UID.RLELossless, frame), 0, 0.5, 1);
  }

  @Test
  void a_short_rle_segment_is_refused() {
    byte[] frame =
        ByteBuffer.allocate(66)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0, 1)
            .putInt(4, 64)
            .put(64, new byte[] {5, 1})
            .array();
    assertThatThrownBy(
            () -> read(PixelObject.grey8(0, 0, 0).encapsulated(UID.RLELossless, frame), 0))
        .isInstanceOf(UnreadablePixels.class)
        .hasMessageContaining("RLE");
  }

  @Test
  void pixel_data_shorter_than_the_image_is_refused() {
    assertThatThrownBy(
            () -> read(PixelObject.grey8(1, 2, 3).with(i -> i.setInt(Tag.Rows, VR.US, 9)), 0))
        .isInstanceOf(UnreadablePixels.class)
        .hasMessageContaining("shorter");
  }

  @Test
  void a_jpeg_that_is_none_is_refused() {
    NativeCodecs.load(Path.of("target", "engine"));
    assertThatThrownBy(
            () ->
                read(
                    PixelObject.grey8(0, 0)
                        .encapsulated("1.2.840.10008.1.2.4.50", new byte[] {1, 2, 3, 4}),
                    0))
        .isInstanceOf(UnreadablePixels.class);
  }

  @Test
  void an_unknown_compression_is_refused_by_name() {
    assertThatThrownBy(
            () ->
                read(
                    PixelObject.grey8(0, 0)
                        .encapsulated("1.2.840.10008.1.2.4.201", new byte[] {1, 2}),
                    0))
        .isInstanceOf(UnreadablePixels.class)
        .hasMessageContaining("1.2.840.10008.1.2.4.201");
  }

  @Test
  void what_the_image_writer_writes_shows_what_was_given() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("cr.dcm"), "2.25.1", 1);
    DisplayImage image = new DisplayImageReader().read(file, 0);
    assertThat(image.width()).isEqualTo(64);
    assertThat(image.height()).isEqualTo(48);
    assertThat(image.luminance()[51]).isCloseTo(0.2f, within(1e-4f));
    assertThat(image.colour()).isFalse();
  }
}
