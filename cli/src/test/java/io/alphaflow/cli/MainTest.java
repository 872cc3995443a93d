package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "alphaflow verify, --all",
    "alphaflow symbols add, ETH/USD",
    "alphaflow strategy pause, trend",
    "alphaflow strategy update, trend --param=fast=5",
    "alphaflow halt, --reason=news",
    "alphaflow limits show, --symbol=BTC/USD",
    "alphaflow keys list, --json",
    "alphaflow explain, main/1"
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

  @Test
  void everyCommandTellsWhatItIsFor() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Main.commandLine(), commands);
    assertThat(commands)
        .extracting(c -> c.getCommandSpec().qualifiedName())
        .contains(
            "alphaflow halt",
            "alphaflow reduce-only",
            "alphaflow resume",
            "alphaflow cancel-all",
            "alphaflow flatten",
            "alphaflow keys new",
            "alphaflow keys list",
            "alphaflow override",
            "alphaflow override approve",
            "alphaflow limits show",
            "alphaflow limits set",
            "alphaflow explain");
    for (CommandLine command : commands) {
      String name = command.getCommandSpec().qualifiedName();
      assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF)).contains("--help");
    }
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(below -> collect(below, all));
  }
}
