package io.alphaflow.cli.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs {@code alphaflow book} and keeps what the last run printed. */
final class BookRun {

  private StringWriter out;
  private StringWriter err;

  int execute(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return new CommandLine(new BookCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println(e.getMessage());
              return 1;
            })
        .execute(args);
  }

  /** The object that it prints with {@code --json}. */
  JsonNode json(int expectedCode, Path... captures) throws IOException {
    List<String> args = new ArrayList<>(List.of("--json", "--capture"));
    for (Path capture : captures) {
      args.add(capture.toString());
    }
    int code = execute(args.toArray(String[]::new));
    assertThat(err()).isEmpty();
    assertThat(code).isEqualTo(expectedCode);
    return new ObjectMapper().readTree(out());
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
