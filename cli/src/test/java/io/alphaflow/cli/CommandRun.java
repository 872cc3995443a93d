package io.alphaflow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command, run in this process as {@code alphaflow} runs it.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record CommandRun(int code, String out, String err) {

  /** Runs it. */
  public static CommandRun of(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter errors = new PrintWriter(err, true);
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(errors)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  errors.println(e.getMessage());
                  return e instanceof UsageError ? 2 : 1;
                })
            .execute(arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** Both outputs. */
  public String text() {
    return out + err;
  }
}
