package io.alphaflow.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told who uses a command in a wrong way. */
class CommandUsageTest {

  @TempDir Path work;

  static Stream<Object> commands() {
    return Stream.of(
        new HaltCommand(),
        new ReduceOnlyCommand(),
        new CancelAllCommand(),
        new FlattenCommand(),
        new ResumeCommand());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aReasonIsRequired(Object command) {
    CommandRun run = CommandRun.of(command);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Missing required option: '--reason=<reason>'");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aDeskThatDoesNotRunIsASentence(Object command) throws Exception {
    Path config = work.resolve("desk.yaml");
    Files.writeString(config, RiskDesk.yaml(work, "localhost:9"));
    CommandRun run = CommandRun.of(command, "--reason", "x", "--config", config.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no Kafka answers at localhost:9");
  }

  @Test
  void onlyStopsEndByThemselves() {
    CommandRun run = CommandRun.of(new ResumeCommand(), "--reason", "x", "--until", "2h");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--until");
  }

  @Test
  void anOverrideSaysAllThatItNeeds() {
    assertUsage("Which codes?");
    assertUsage("Missing --until", "MAX_POSITION");
    assertUsage("Missing --reason", "MAX_POSITION", "--until", "1h");
    assertUsage("needs a second person", "MAX_POSITION", "--until", "1h", "--reason", "x");
    String[] oneKey = {"MAX_POSITION", "--until", "1h", "--reason", "x", "--approver", "carol"};
    assertUsage("either --approver-key FILE, or --out FILE", oneKey);
    assertUsage(
        "either --approver-key FILE, or --out FILE",
        Stream.concat(Stream.of(oneKey), Stream.of("--out", "a", "--approver-key", "b"))
            .toArray(String[]::new));
    assertUsage("Missing required parameter: 'FILE'", "approve");
  }

  private static void assertUsage(String sentence, String... arguments) {
    CommandRun run = CommandRun.of(new OverrideCommand(), arguments);
    assertThat(run.code()).as(run.text()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void aRequestThatIsNoneIsRefused() throws Exception {
    Path file = work.resolve("request.json");
    assertThat(CommandRun.of(new OverrideCommand(), "approve", file.toString()).err())
        .contains("there is no file");
    Files.writeString(file, "{\"type\":\"clock\",\"venue\":\"sim\",\"sequence\":1,\"time\":1}");
    assertThat(CommandRun.of(new OverrideCommand(), "approve", file.toString()).err())
        .contains("is not the request of an override");
    Files.writeString(file, "no JSON");
    assertThat(CommandRun.of(new OverrideCommand(), "approve", file.toString()).err())
        .contains("is not the request of an override: ");
  }
}
