package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of this machine to its end. */
public final class Command {
  private static final int SHOWN_CHARACTERS = 600;

  /** Its output goes to a file: a pipe would stay open in servers that the program leaves. */
  private Command() {}

  /**
   * How a program ended.
   *
   * @param output standard output and standard error
   */
  public record Result(boolean successful, String output) {
    /** The last lines of the output, for a message. */
    String tail() {
      String text = output.strip().replaceAll("\\s*\n\\s*", " | ");
      return text.length() <= SHOWN_CHARACTERS
          ? text
          : "..." + text.substring(text.length() - SHOWN_CHARACTERS);
    }
  }

  /**
   * Runs one.
   *
   * @param timeout after which it is stopped
   * @param secrets environment variables in addition to this process's own; unlike arguments, other
   *     users do not see them
   * @return unsuccessful also if the program is missing or was stopped because time was up; output
   *     says so
   */
  public static Result run(Duration timeout, Map<String, String> secrets, List<String> command)
      throws IOException {
    Path output = Files.createTempFile("alphaflow-command", ".log");
    try {
      return run(timeout, secrets, command, output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static Result run(
      Duration timeout, Map<String, String> secrets, List<String> command, Path output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(secrets);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(false, "cannot run " + command.get(0) + ": " + e.getMessage());
    }
    String ending = "";
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        ending = "\nstopped, not done after " + timeout.toSeconds() + " s";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending = "\ninterrupted";
    }
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    boolean successful = ending.isEmpty() && process.exitValue() == 0;
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    return new Result(successful, text + ending);
  }
}
