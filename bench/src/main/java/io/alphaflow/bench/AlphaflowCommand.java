package io.alphaflow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code alphaflow} command in a process of its own, as a person calls it.
 *
 * @param program its path
 * @param home where its desk keeps its files
 */
record AlphaflowCommand(Path program, Path home) {

  /**
   * Runs it; what it says on standard error goes to ours.
   *
   * @return what it said on standard output
   * @throws IllegalStateException when it did not end with 0
   */
  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("ALPHAFLOW_HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "alphaflow %s ended with %d%n%s".formatted(String.join(" ", arguments), code, said));
    }
    return said;
  }
}
