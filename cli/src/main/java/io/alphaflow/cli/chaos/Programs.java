package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short programs of the system. */
final class Programs {

  private Programs() {}

  static void run(String... command) throws IOException, InterruptedException {
    run(List.of(command));
  }

  /**
   * Runs one to its end.
   *
   * @throws UserError with what it says when it fails
   */
  static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new UserError(String.join(" ", command) + ": " + said.strip());
    }
  }
}
