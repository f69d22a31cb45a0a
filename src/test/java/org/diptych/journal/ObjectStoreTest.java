package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
  // FIPS 180-2, appendix B.1.
  private static final String DIGEST_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path data;
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    store = new ObjectStore(data);
  }

  @Test
  void an_object_is_named_by_the_digest_of_its_bytes() throws IOException {
    assertThat(store.keep(out -> out.write(ABC))).isEqualTo(DIGEST_OF_ABC);
    assertThat(store.path(DIGEST_OF_ABC))
        .isEqualTo(data.resolve("objects/ba/78").resolve(DIGEST_OF_ABC))
        .hasBinaryContent(ABC);
    try (InputStream in = store.open(DIGEST_OF_ABC)) {
      assertThat(in.readAllBytes()).isEqualTo(ABC);
    }
  }

  @Test
  void the_same_content_from_many_writers_is_one_file() throws Exception {
    List<String> keys = JournalContract.together(16, i -> store.keep(out -> out.write(ABC)));
    assertThat(keys).containsOnly(DIGEST_OF_ABC);
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_writer_that_fails_leaves_nothing() {
    assertThatThrownBy(
            () ->
                store.keep(
                    out -> {
                      out.write(ABC);
                      throw new IOException("the sender is gone");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_writer_may_close_its_stream() throws IOException {
    assertThat(
            store.keep(
                out -> {
                  out.write(ABC);
                  out.close();
                }))
        .isEqualTo(DIGEST_OF_ABC);
  }

  @Test
  void what_a_killed_writer_left_is_removed_at_the_next_start() throws IOException {
    Files.write(data.resolve("incoming/left.part"), ABC);
    new ObjectStore(data);
    assertThat(files()).isEmpty();
  }

  @Test
  void what_is_not_there_or_no_key_is_not_found() {
    assertThatThrownBy(() -> store.open("0".repeat(64))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store.path("../../etc/passwd"))
        .isInstanceOf(NoSuchFileException.class);
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(data)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
