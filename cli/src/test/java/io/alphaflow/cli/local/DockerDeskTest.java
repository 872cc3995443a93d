package io.alphaflow.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.alphaflow.common.config.DeskConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The desk of the compose file is one that every job takes. */
class DockerDeskTest {

  @Test
  void everyJobTakesIt() throws Exception {
    DeskConfig config = DeskConfig.load(Path.of("..", "docker", "desk.yaml"));
    assertThatCode(() -> ConfigCheck.check(config)).doesNotThrowAnyException();
    assertThat(config.database().reader().user()).isEqualTo("alphaflow_reader");
  }
}
