package io.alphaflow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {

  @TempDir Path folder;

  @Test
  void aFolderIsWrittenAsTheSystemWritesIt() {
    assertThat(SmallDisk.asMounted(Path.of("/my desk/a\\b"))).isEqualTo("/my\\040desk/a\\134b");
  }

  @Test
  void whatEndedRunsLeftGoesOnceEachRunHasACheckpoint() throws IOException {
    checkpoint("old", "chk-7");
    checkpoint("one", "chk-1");
    Files.createDirectories(folder.resolve("two/chk-1"));
    Files.writeString(folder.resolve("filler"), "");

    new SmallDisk(folder).keepOnly(Set.of("one", "two"));
    assertThat(folder.resolve("old/chk-7/_metadata")).exists();

    checkpoint("two", "chk-1");
    new SmallDisk(folder).keepOnly(Set.of("one", "two"));
    assertThat(folder.resolve("old")).doesNotExist();
    assertThat(folder.resolve("one/chk-1/_metadata")).exists();
    assertThat(folder.resolve("two/chk-1/_metadata")).exists();
    assertThat(folder.resolve("filler")).exists();
  }

  private void checkpoint(String run, String name) throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve(run).resolve(name));
    Files.writeString(checkpoint.resolve("_metadata"), "");
  }
}
