package io.alphaflow.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestStateTest {

  @TempDir Path run;

  @Test
  void isTheNewestCheckpointThatIsComplete() throws IOException {
    complete("chk-9");
    complete("chk-10");
    Files.createDirectories(run.resolve("chk-11"));
    Files.createDirectories(run.resolve("shared"));

    assertThat(LatestState.newest(run)).contains(run.resolve("chk-10"));
  }

  @Test
  void aRunMayHaveLeftNone() throws IOException {
    assertThat(LatestState.newest(run)).isEmpty();
    assertThat(LatestState.newest(run.resolve("nowhere"))).isEmpty();
  }

  private void complete(String name) throws IOException {
    Files.createDirectories(run.resolve(name));
    Files.writeString(run.resolve(name).resolve("_metadata"), "");
  }
}
