package io.alphaflow.cli.notebook;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.identity.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Python environment of our own with the packages that the notebooks need, kept beside the desk's
 * files and made again when their versions change.
 *
 * @param folder where it is
 * @param log takes what the tools say
 */
record Python(Path folder, Path log) {

  private static final String OLDEST = "3.11";
  private static final int SHOWN_LINES = 15;

  /** A program of it, such as {@code jupyter}. */
  Path program(String name) {
    boolean windows = Path.of("/").getFileSystem().getSeparator().equals("\\");
    return folder.resolve(windows ? "Scripts" : "bin").resolve(name);
  }

  /** Whether it holds exactly these packages. */
  boolean holds(Path requirements) throws IOException {
    Path stamp = stamp();
    return Files.exists(stamp)
        && Files.exists(program("jupyter"))
        && Files.readString(stamp).equals(hash(requirements));
  }

  /**
   * Makes it with these packages, from PyPI or the index that pip is configured for.
   *
   * @param interpreter the Python to make it with
   * @throws UserError when that Python is missing, too old, or cannot make it
   */
  void make(String interpreter, Path requirements) throws IOException, InterruptedException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    Files.deleteIfExists(stamp());
    check(interpreter);
    if (run(List.of(interpreter, "-m", "venv", "--clear", folder.toString())) != 0) {
      throw new UserError(
          interpreter
              + " cannot make an environment (on Debian: apt-get install python3-venv). It said:\n"
              + lastLines());
    }
    List<String> install =
        List.of(
            program("python").toString(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
            requirements.toString());
    if (run(install) != 0) {
      throw new UserError(
          "the packages of the notebooks could not be installed (is PyPI reachable?). pip said:\n"
              + lastLines());
    }
    Files.writeString(stamp(), hash(requirements));
  }

  private void check(String interpreter) throws IOException, InterruptedException {
    String question =
        "import sys, venv, ensurepip; sys.exit(sys.version_info < (%s))"
            .formatted(OLDEST.replace('.', ','));
    int answer;
    try {
      answer = run(List.of(interpreter, "-c", question));
    } catch (IOException e) {
      throw new UserError(
          "the notebooks need Python %s or newer, and there is no %s: install it, or name one in ALPHAFLOW_PYTHON"
              .formatted(OLDEST, interpreter));
    }
    if (answer != 0) {
      String said = lastLines();
      throw new UserError(
          said.isBlank()
              ? "the notebooks need Python %s or newer, %s is older: name another one in ALPHAFLOW_PYTHON"
                  .formatted(OLDEST, interpreter)
              : interpreter
                  + " lacks the module venv (on Debian: apt-get install python3-venv). It said:\n"
                  + said);
    }
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    return run(command, Map.of());
  }

  /**
   * Runs a program to its end; what it says goes to the log, which begins anew.
   *
   * @param environment variables in addition to this process's own
   * @return its exit code
   */
  int run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
  }

  /** The end of what the last program said. */
  String lastLines() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private Path stamp() {
    return folder.resolve("requirements.sha256");
  }

  private static String hash(Path requirements) throws IOException {
    return Sha256.hex(Files.readAllBytes(requirements));
  }
}
