package io.alphaflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DaemonTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Daemon daemon;

  @BeforeEach
  void daemon() {
    daemon = new Daemon("part", folder.resolve("pids"), folder.resolve("logs/part.out"));
  }

  @AfterEach
  void end() throws Exception {
    daemon.stop(PATIENCE);
  }

  @Test
  void isFoundAgainAndStopped() throws Exception {
    assertThat(daemon.running()).isEmpty();
    ProcessHandle started = daemon.start(List.of("sleep", "100"), Map.of());

    Daemon again = new Daemon("part", folder.resolve("pids"), folder.resolve("logs/part.out"));
    assertThat(again.running()).map(ProcessHandle::pid).contains(started.pid());
    assertThatThrownBy(() -> again.start(List.of("sleep", "100"), Map.of()))
        .hasMessage("part runs already");

    assertThat(again.stop(PATIENCE)).isEqualTo(Daemon.Ending.STOPPED);
    assertThat(started.isAlive()).isFalse();
    assertThat(daemon.running()).isEmpty();
    assertThat(daemon.stop(PATIENCE)).isEqualTo(Daemon.Ending.WAS_DOWN);
  }

  @Test
  void anotherProcessWithItsIdIsNotTakenForIt() throws Exception {
    long own = ProcessHandle.current().pid();
    long earlier = Instant.now().minusSeconds(86_400).toEpochMilli();
    Files.createDirectories(folder.resolve("pids"));
    Files.writeString(folder.resolve("pids/part.pid"), own + " " + earlier + "\n");

    assertThat(daemon.running()).isEmpty();
    assertThat(daemon.stop(PATIENCE)).isEqualTo(Daemon.Ending.WAS_DOWN);
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aStepOfTheClockDoesNotHideIt() throws Exception {
    ProcessHandle started = daemon.start(List.of("sleep", "100"), Map.of());
    Path file = folder.resolve("pids/part.pid");
    String[] words = Files.readString(file).strip().split(" ");
    long stepped = Long.parseLong(words[1]) - 3_600_000;
    Files.writeString(file, words[0] + " " + stepped + " " + words[2] + " " + words[3] + "\n");

    assertThat(daemon.running()).map(ProcessHandle::pid).contains(started.pid());
    assertThat(daemon.stop(PATIENCE)).isEqualTo(Daemon.Ending.STOPPED);
    assertThat(started.isAlive()).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneThatBeganAtAnotherTickIsAnother() throws Exception {
    daemon.start(List.of("sleep", "100"), Map.of());
    Path file = folder.resolve("pids/part.pid");
    String written = Files.readString(file).strip();
    Files.writeString(file, written + "1\n");

    assertThat(daemon.running()).isEmpty();
    Files.writeString(file, written);
    assertThat(daemon.running()).isPresent();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneThatEndedAndThatNobodyWaitedForDoesNotRun() throws Exception {
    ProcessHandle parent =
        daemon.start(List.of("sh", "-c", "sleep 0.2 & exec sleep 100"), Map.of());
    while (parent.children().findAny().isEmpty()) {
      Thread.sleep(10);
    }
    ProcessHandle child = parent.children().findAny().orElseThrow();
    Path stat = Path.of("/proc/" + child.pid() + "/stat");
    while (!Files.readString(stat).contains(") Z ")) {
      Thread.sleep(10);
    }

    assertThat(Daemon.runs(child)).isFalse();
    assertThat(Daemon.runs(parent)).isTrue();
  }

  @Test
  void halfAFileIsNoProcess() throws Exception {
    Files.createDirectories(folder.resolve("pids"));
    Files.writeString(folder.resolve("pids/part.pid"), "12");

    assertThat(daemon.running()).isEmpty();
  }

  @Test
  void whatDoesNotEndIsKilled() throws Exception {
    ProcessHandle started =
        daemon.start(
            List.of("sh", "-c", "trap '' TERM; echo ready; while true; do sleep 0.1; done"),
            Map.of());
    while (!daemon.tail().contains("ready")) {
      Thread.sleep(10);
    }

    assertThat(daemon.stop(Duration.ofMillis(300))).isEqualTo(Daemon.Ending.KILLED);
    assertThat(started.isAlive()).isFalse();
  }

  @Test
  void itsLogTellsWhyItEnded() throws Exception {
    daemon
        .start(List.of("sh", "-c", "echo $WHY >&2; exit 3"), Map.of("WHY", "no more room"))
        .onExit()
        .join();

    assertThat(daemon.running()).isEmpty();
    assertThat(daemon.tail()).isEqualTo("no more room");
  }
}
