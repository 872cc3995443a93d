package io.alphaflow.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingSecretTest {

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Runnable> later = new ArrayDeque<>();

  private Path file() {
    return folder.resolve("key");
  }

  private RotatingSecret secret() {
    return new RotatingSecret(new Secret("${file:" + file() + "}"), later::add, nanos::get);
  }

  @Test
  void isReadAgainAfterAMinuteOnAnotherThread() throws IOException {
    RotatingSecret secret = secret();
    assertThatThrownBy(secret::value).isInstanceOf(IllegalStateException.class);
    Files.writeString(file(), "first");
    assertThat(secret.value()).isEqualTo("first");
    Files.writeString(file(), "second");
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(secret.value()).isEqualTo("first");
    assertThat(later).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(secret.value()).isEqualTo("first");
    assertThat(secret.value()).isEqualTo("first");
    assertThat(later).hasSize(1);
    later.poll().run();
    assertThat(secret.value()).isEqualTo("second");
    assertThat(later).isEmpty();
  }

  @Test
  void isReadAgainWhenItWasRefused() throws IOException {
    Files.writeString(file(), "first");
    RotatingSecret secret = secret();
    secret.refused();
    assertThat(later).isEmpty();
    secret.value();
    Files.writeString(file(), "second");
    secret.refused();
    later.poll().run();
    assertThat(secret.value()).isEqualTo("second");
  }

  @Test
  void keepsTheLastValueWhenItCannotBeRead() throws IOException {
    Files.writeString(file(), "first");
    RotatingSecret secret = secret();
    secret.value();
    Files.delete(file());
    secret.refused();
    later.poll().run();
    assertThat(secret.value()).isEqualTo("first");
    assertThat(secret.toString()).isEqualTo("${file:" + file() + "}");
  }
}
