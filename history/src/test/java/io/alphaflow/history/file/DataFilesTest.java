package io.alphaflow.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.history.Samples;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {

  @TempDir Path folder;

  private static String text(DataEntry entry) throws Exception {
    try (InputStream in = entry.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void findsFilesFoldersAndPatternsEachOnce() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    Path one = Samples.write(folder.resolve("a/B-1m-2024-01.csv"), "x");
    Path two = Samples.gzip(folder.resolve("a/b/A-1m-2024-02.csv.gz"), "x");
    Samples.write(folder.resolve("a/B-1m-2024-01.csv.CHECKSUM"), "x");
    Samples.write(folder.resolve("a/notes.md"), "x");
    assertThat(DataFiles.find(List.of(folder.toString()))).containsExactly(one, two);
    assertThat(DataFiles.find(List.of(folder + "/a/*-1m-*.csv", one.toString())))
        .containsExactly(one);
    assertThat(DataFiles.find(List.of(folder + "/**/*2024-0[12]*"))).contains(one, two);
    assertThatThrownBy(() -> DataFiles.find(List.of(folder + "/a/*.zip")))
        .hasMessageEndingWith("no file matches");
    assertThatThrownBy(() -> DataFiles.find(List.of(folder + "/nothing")))
        .hasMessageEndingWith("no such file or folder");
    Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> DataFiles.find(List.of(folder + "/empty")))
        .hasMessageContaining("the folder has no file that ends with .csv");
  }

  @Test
  void recognisesCompressionByTheContentNotTheName() throws Exception {
    Path gzip = Samples.gzip(folder.resolve("plain.csv"), "in gzip");
    Path zip =
        Samples.zip(folder.resolve("x.gz"), "b.csv", "two", "a.CSV", "one", "readme.md", "no");
    Path plain = Samples.write(folder.resolve("y.zip"), "plain");
    assertThat(text(DataFiles.entries(gzip).get(0))).isEqualTo("in gzip");
    assertThat(text(DataFiles.entries(plain).get(0))).isEqualTo("plain");
    List<DataEntry> parts = DataFiles.entries(zip);
    assertThat(parts).extracting(DataEntry::name).containsExactly("a.CSV", "b.csv");
    assertThat(text(parts.get(1))).isEqualTo("two");
    assertThat(parts.get(1).label()).endsWith("x.gz!b.csv");
  }

  @Test
  void anArchiveWithoutCsvSaysWhatItHas() throws Exception {
    Path only = Samples.zip(folder.resolve("one.zip"), "data", "text");
    assertThat(text(DataFiles.entries(only).get(0))).isEqualTo("text");
    Path none = Samples.zip(folder.resolve("two.zip"), "a.md", "x", "b.md", "y");
    assertThatThrownBy(() -> DataFiles.entries(none)).hasMessageContaining("[a.md, b.md]");
  }

  @Test
  void theHeadEndsWithAWholeLine() throws Exception {
    Path file = Samples.write(folder.resolve("x.csv"), "12345\n67890\nabcde\n");
    DataEntry entry = DataFiles.entries(file).get(0);
    assertThat(new String(entry.head(14), StandardCharsets.UTF_8)).isEqualTo("12345\n67890\n");
    assertThat(entry.head(100)).hasSize(18);
    assertThat(entry.head(3)).hasSize(3);
  }

  @Test
  void readsTheChecksumBesideAFile() throws Exception {
    Path file = Samples.write(folder.resolve("x.zip"), "abc");
    String hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Checksum.of(file)).isEqualTo(hash);
    assertThat(Checksum.stated(file)).isEmpty();
    Samples.write(folder.resolve("x.zip.CHECKSUM"), hash.toUpperCase() + "  x.zip\n");
    assertThat(Checksum.stated(file)).contains(hash);
  }
}
