package io.alphaflow.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

  @TempDir Path folder;

  @Test
  void comesFromTheEnvironment() {
    assertThat(new Secret("${env:KEY}").resolve(Map.of("KEY", " abc\n"))).isEqualTo("abc");
    assertThatThrownBy(() -> new Secret("${env:KEY}").resolve(Map.of()))
        .hasMessage("the secret ${env:KEY} is not set or empty");
  }

  @Test
  void comesFromAFile() throws IOException {
    Path file = folder.resolve("key");
    Secret secret = new Secret("${file:" + file + "}");
    assertThatThrownBy(secret::resolve).hasMessageContaining("the secret file " + file);
    Files.writeString(file, "abc\n");
    assertThat(secret.resolve()).isEqualTo("abc");
    Files.writeString(file, "\n");
    assertThatThrownBy(secret::resolve).hasMessageContaining("not set or empty");
  }

  @Test
  void neverRepeatsWhatMayBeTheSecretItself() {
    for (String text : new String[] {"hunter2", "${vault:hunter2}", "${aws:hunter2}", "$hunter2"}) {
      assertThatThrownBy(() -> new Secret(text))
          .hasMessage("expected " + Secret.FORMS)
          .hasMessageNotContaining("hunter2");
    }
  }
}
