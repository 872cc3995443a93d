package io.alphaflow.cli.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeKeyTest {

  @TempDir Path folder;

  @Test
  void idAndSecretMayBeReferences() throws IOException {
    Path id = Files.writeString(folder.resolve("api-key"), "the-id\n");
    Path secret = Files.writeString(folder.resolve("api-secret"), "hidden\n");

    assertThat(ExchangeKey.parse("me:${file:" + secret + "}").id()).isEqualTo("me");
    assertThat(ExchangeKey.parse("${file:" + id + "}:${file:" + secret + "}").id())
        .isEqualTo("the-id");
    assertThat(ExchangeKey.parse("${file:" + id + "}:plain").id()).isEqualTo("the-id");
  }

  @Test
  void aReferenceToNothingIsNoKey() {
    String none = "${file:" + folder.resolve("none") + "}";

    assertThatThrownBy(() -> ExchangeKey.parse(none + ":secret"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> ExchangeKey.parse(none)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> ExchangeKey.parse("${file:x")).isInstanceOf(UserError.class);
  }
}
