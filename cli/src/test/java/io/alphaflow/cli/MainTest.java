package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "alphaflow verify, --all",
    "alphaflow symbols add, ETH/USD",
    "alphaflow strategy pause, trend",
    "alphaflow strategy update, trend --param=fast=5"
  })
  void anErrorBeginsWithTheWholeCommand(String command, String arguments) {
    StringWriter errors = new StringWriter();
    String line = command + " " + arguments + " --config=" + folder.resolve("no-desk.yaml");
    int code =
        Main.commandLine()
            .setErr(new PrintWriter(errors, true))
            .execute(line.substring("alphaflow ".length()).split(" "));
    assertThat(errors.toString())
        .startsWith(command + ": ")
        .contains("no-desk.yaml")
        .doesNotContain("\tat ");
    assertThat(code).isEqualTo(1);
  }
}
