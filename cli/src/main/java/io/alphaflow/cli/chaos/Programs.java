package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.runtime.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Short programs of the system, and what is said when something fails. */
final class Programs {

  /** Each does its work in no time, or hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    Command.Result result = Command.run(PATIENCE, Map.of(), command);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!result.successful()) {
      throw new UserError(String.join(" ", command) + ": " + result.output().strip());
    }
    return result.output();
  }

  /** What an exception says, or at least what it is. */
  static String text(Exception e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.toString() : message;
  }
}
