package io.alphaflow.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The alphaflow command as a process of its own, as a user runs it. */
public final class AlphaFlowProcess {

  private static final List<AlphaFlowProcess> STARTED = new ArrayList<>();

  private final Process process;
  private final Path stdout;
  private final Path stderr;

  private AlphaFlowProcess(Process process, Path stdout, Path stderr) {
    this.process = process;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Ends what a failed test may have left running. */
  public static void killAll() throws InterruptedException {
    for (AlphaFlowProcess process : STARTED) {
      process.kill();
    }
    STARTED.clear();
  }

  public static AlphaFlowProcess start(Path home, String... arguments) throws IOException {
    Files.createDirectories(home.resolve("tmp"));
    Path stdout = Files.createTempFile(home, "out", ".txt");
    Path stderr = Files.createTempFile(home, "err", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Dalphaflow.home=" + home,
                "-Dalphaflow.log=" + home.resolve("alphaflow.log"),
                "-Dalphaflow.notebooks=" + Path.of("..", "notebooks").toAbsolutePath(),
                "-cp",
                Path.of("target", "lib").toAbsolutePath() + "/*",
                "io.alphaflow.cli.Main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start();
    AlphaFlowProcess started = new AlphaFlowProcess(process, stdout, stderr);
    STARTED.add(started);
    return started;
  }

  public static AlphaFlowProcess run(Path home, String... arguments) throws Exception {
    AlphaFlowProcess process = start(home, arguments);
    process.awaitEnd(Duration.ofMinutes(3));
    return process;
  }

  /** Waits for a text on standard output. */
  public void awaitOutput(Pattern text, Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!text.matcher(stdout()).find()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new AssertionError("\"" + text + "\" did not appear:\n" + stdout() + stderr());
      }
      Thread.sleep(50);
    }
  }

  public int awaitEnd(Duration patience) throws Exception {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new AssertionError("did not end within " + patience + ":\n" + stdout() + stderr());
    }
    return process.exitValue();
  }

  /** SIGTERM, which the JVM treats as it treats Ctrl-C. */
  public void stop() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public int exitCode() {
    return process.exitValue();
  }

  public String stdout() throws IOException {
    return Files.readString(stdout, StandardCharsets.UTF_8);
  }

  public String stderr() throws IOException {
    return Files.readString(stderr, StandardCharsets.UTF_8);
  }
}
