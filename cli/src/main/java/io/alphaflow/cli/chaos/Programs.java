package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short programs of the system, and what is said when something fails. */
final class Programs {

  private Programs() {}

  /** {@link #run(List)}. */
  static String run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  /**
   * Runs one to its end.
   *
   * @return what it says
   * @throws UserError with what it says when it fails
   */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new UserError(String.join(" ", command) + ": " + said.strip());
    }
    return said;
  }

  /** What an exception says, or at least what it is. */
  static String text(Exception e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.toString() : message;
  }
}
