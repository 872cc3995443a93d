package io.alphaflow.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.Micros;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a person to the gate and back, on real logs. */
@Timeout(120)
class StopCommandsIT {

  @TempDir Path work;
  private RiskDesk desk;
  private RunningGate gate;

  @BeforeEach
  void start() throws Exception {
    desk = RiskDesk.start(work);
    desk.reach(RiskDesk.NOON);
  }

  @AfterEach
  void stop() throws Exception {
    if (gate != null) {
      gate.close();
    }
    desk.close();
  }

  @Test
  void aCommandForAnAccountStandsInItsPartitionAndTheGatesAnswerIsTold() throws Exception {
    gate = RunningGate.of(desk);
    CommandRun run =
        desk.run(
            new HaltCommand(), "ann", "--account", "main", "--reason", "news", "--until", "2h");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("HALT for account main")
        .contains("until     2026-01-31T14:00:00Z")
        .contains("COMMAND_OBEYED at 2026-01-31T12:00:00Z")
        .contains("by ann")
        .contains("news");
    Map<String, OperatorCommand> commands = desk.commands();
    assertThat(commands).hasSize(1);
    int partition = Partitions.of("main", 2);
    assertThat(commands).containsOnlyKeys(partition + "@1");
    assertThat(run.out()).contains("journal-" + partition + "@1");
    OperatorCommand command = commands.get(partition + "@1");
    assertThat(command.until()).isEqualTo(RiskDesk.NOON + 7_200_000_000L);
    assertThat(command.level()).isEqualTo(Level.account("main"));
    String annsKey =
        RiskOptions.read(desk.config()).operators().stream()
            .filter(o -> o.person().equals("ann"))
            .map(OperatorOptions::publicKey)
            .findFirst()
            .orElseThrow();
    assertThat(CommandSignature.verify(command, CommandSignature.publicKey(annsKey))).isTrue();
  }

  @Test
  void aCommandWithoutAnAccountStandsInEveryPartitionAndEachAnswers() throws Exception {
    gate = RunningGate.of(desk);
    CommandRun run = desk.run(new HaltCommand(), "ann", "--reason", "news");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("HALT for THE WHOLE DESK")
        .contains("until     revoked")
        .contains("journal-0@1  COMMAND_OBEYED")
        .contains("journal-1@1  COMMAND_OBEYED");
    CommandRun symbol =
        desk.run(
            new ReduceOnlyCommand(),
            "ann",
            "--symbol",
            "BTC/USD",
            "--reason",
            "thin book",
            "--json");
    assertThat(symbol.code()).as(symbol.text()).isZero();
    JsonNode json = new ObjectMapper().readTree(symbol.out());
    assertThat(json.get("obeyed").asBoolean()).isTrue();
    assertThat(json.get("level").get("instrument").asText()).isEqualTo("sim:BTC/USD");
    assertThat(json.get("written")).hasSize(2);
    assertThat(json.get("written").get(1).get("code").asText()).isEqualTo("COMMAND_OBEYED");
    assertThat(desk.commands().values())
        .extracting(OperatorCommand::action)
        .containsExactlyInAnyOrder(
            CommandAction.HALT,
            CommandAction.HALT,
            CommandAction.REDUCE_ONLY,
            CommandAction.REDUCE_ONLY);
  }

  @Test
  void everyCommandSaysWhatItIsNamedFor() throws Exception {
    for (Object command :
        List.of(
            new HaltCommand(),
            new ReduceOnlyCommand(),
            new CancelAllCommand(),
            new FlattenCommand(),
            new ResumeCommand())) {
      CommandRun run =
          desk.run(command, "bob", "--account", "main", "--reason", "drill", "--wait", "0");
      assertThat(run.code()).as(run.text()).isZero();
    }
    assertThat(desk.commands().values())
        .extracting(OperatorCommand::action)
        .containsExactly(
            CommandAction.HALT,
            CommandAction.REDUCE_ONLY,
            CommandAction.CANCEL_ALL,
            CommandAction.FLATTEN,
            CommandAction.RESUME);
  }

  @Test
  void aGateThatDoesNotAnswerIsToldAndTheCommandStays() throws Exception {
    CommandRun run = desk.run(new HaltCommand(), "ann", "--reason", "news", "--wait", "1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("2 of 2 partitions")
        .contains("within 1 s")
        .contains("the gate obeys it when it reads it");
    assertThat(desk.commands()).hasSize(2);
  }

  @Test
  void aStartThatIsOlderThanThePersonsLastCommandIsRefusedAndToldSo() throws Exception {
    long halfAnHour = 30 * 60_000_000L;
    haltedBy("bob", Micros.now() + halfAnHour);
    CommandRun run = desk.run(new ResumeCommand(), "bob", "--account", "main", "--reason", "again");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("COMMAND_REPEATED");
    assertThat(run.err()).contains("the gate did not obey, COMMAND_REPEATED");
  }

  @Test
  void aClockThatWasAheadDoesNotLoseAStop() throws Exception {
    haltedBy("ann", Long.MAX_VALUE);
    CommandRun run = desk.run(new HaltCommand(), "ann", "--account", "main", "--reason", "again");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out()).contains("COMMAND_OBEYED");
  }

  /** A command from another clock. */
  private void haltedBy(String person, long number) throws Exception {
    OperatorCommand command =
        OperatorCommand.of(
            desk.config().desk(),
            person,
            number,
            Level.account("main"),
            CommandAction.HALT,
            "first",
            1);
    Signer signer =
        Signer.of(person, desk.key(person), RiskOptions.read(desk.config()).operators());
    int partition = Partitions.of("main", 2);
    desk.write(Topics.JOURNAL, partition, Topics.JOURNAL.codec().encode(signer.sign(command)));
    gate = RunningGate.of(desk);
  }

  @Test
  void whatCanBeCheckedIsCheckedBeforeAnythingIsSent() throws Exception {
    CommandRun wrong =
        desk.run(
            new HaltCommand(),
            "ann",
            "--account",
            "savings",
            "--symbol",
            "DOGE/USD",
            "--until",
            "2026-01-31T11:59:59Z",
            "--reason",
            "x");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .startsWith("nothing was sent:")
        .contains("--account: \"savings\" is not accepted; expected one of main, spare")
        .contains("--symbol: \"DOGE/USD\" is not accepted; expected one of sim:BTC/USD")
        .contains("a time behind the market's, which is 2026-01-31T12:00:00Z");
    assertThat(desk.run(new ResumeCommand(), "ann", "--reason", "x").err())
        .contains("nothing was sent: RESUME")
        .contains("ann has the role TRADER")
        .contains("needs RISK");
    assertThat(desk.run(new HaltCommand(), "vic", "--reason", "x").err())
        .contains("vic has the role VIEWER");
    String[] bobsKey = {"--person", "ann", "--key", desk.key("bob").toString(), "--reason", "x"};
    CommandRun others =
        CommandRun.of(new HaltCommand(), concat(bobsKey, "--config", desk.configFile().toString()));
    assertThat(others.err()).contains("is not the key of ann").contains("keys list");
    CommandRun unknown =
        CommandRun.of(
            new HaltCommand(),
            "--person",
            "eve",
            "--reason",
            "x",
            "--config",
            desk.configFile().toString());
    assertThat(unknown.err())
        .contains("\"eve\" is not among the operators")
        .contains("vic (viewer)");
    assertThat(desk.commands()).isEmpty();
  }

  private static String[] concat(String[] first, String... second) {
    return Stream.concat(List.of(first).stream(), List.of(second).stream()).toArray(String[]::new);
  }

  @Test
  void anUnknownStrategyIsOnlyAWarningBecauseItMayBeAdded() throws Exception {
    CommandRun run =
        desk.run(
            new HaltCommand(), "ann", "--strategy", "new", "--reason", "not yet", "--wait", "0");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.err()).contains("no strategy instance \"new\" now; it has: trend");
    CommandRun other =
        desk.run(
            new HaltCommand(),
            "ann",
            "--strategy",
            "trend",
            "--account",
            "spare",
            "--reason",
            "x",
            "--wait",
            "0");
    assertThat(other.err()).contains("trend trades for account main, not spare");
    assertThat(desk.commands().values())
        .extracting(c -> c.level().key())
        .containsExactlyInAnyOrder("*|new|*", "*|new|*", "spare|trend|*");
  }
}
