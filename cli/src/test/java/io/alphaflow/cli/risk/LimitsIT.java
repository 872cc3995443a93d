package io.alphaflow.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits that persons set, and what is in force then. */
@Timeout(120)
class LimitsIT {

  @TempDir Path work;
  private RiskDesk desk;

  @BeforeEach
  void start() throws Exception {
    desk = RiskDesk.start(work);
    desk.reach(RiskDesk.NOON);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void theConfigurationIsInForceWithItsPathsUntilSomebodySetsSomething() {
    CommandRun run = show();
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("version 1 in partition 0 of the journal, at market time 2026-01-31T12:00:00Z")
        .containsPattern("maxOrderValue +5000 +risk.limits.default")
        .containsPattern("instrument sim:ETH/USD\\s+maxOrderValue +3000 +risk.limits.symbols")
        .containsPattern("maxPositionShare +0.05 +default")
        .containsPattern("maxDailyLoss +not configured +the gate rejects what needs it");
  }

  @Test
  void whatAPersonSetsIsInForceUntilItsEnd() throws Exception {
    try (RunningGate gate = RunningGate.of(desk)) {
      CommandRun set = set("bob", "maxOrderValue=1000", "maxDailyLoss=2%", "--account", "main");
      assertThat(set.code()).isEqualTo(1);
      assertThat(set.err())
          .contains("nothing was sent: SET_LIMITS")
          .contains("maxDailyLoss: \"2%\"");
      set =
          set(
              "bob",
              "maxOrderValue=1000",
              "maxDailyLoss=200",
              "--account",
              "main",
              "--until",
              "2h");
      assertThat(set.code()).as(set.text()).isZero();
      assertThat(set.out())
          .contains("SET_LIMITS for account main")
          .contains("limit     maxDailyLoss = 200")
          .contains("COMMAND_OBEYED");
      assertThat(set("carol", "maxOrderValue=4000").code()).isZero();
    }
    assertThat(show().out())
        .containsPattern(
            "account main\\s+maxDailyLoss +200 +set by bob: drill \\(until 2026-01-31T14")
        .containsPattern("desk[\\s\\S]*maxOrderValue +4000 +set by carol: drill")
        .doesNotContain("only in partition");
    assertThat(show("--account", "main").out())
        .containsPattern("maxOrderValue +1000 +at the level of account main: set by bob: drill")
        .containsPattern("maxPositionShare +0.05 +at the level of desk: default");
    assertThat(show("--strategy", "trend", "--symbol", "ETH/USD").out())
        .as("of account and symbol the stricter")
        .containsPattern("maxOrderValue +1000 +at the level of account main");
    assertThat(show("--account", "spare", "--symbol", "ETH/USD").out())
        .containsPattern("maxOrderValue +3000 +at the level of instrument sim:ETH/USD");

    desk.reach(RiskDesk.NOON + 7_200_000_000L);
    assertThat(show("--account", "main").out())
        .containsPattern("maxOrderValue +4000 +at the level of desk: set by carol")
        .containsPattern("maxDailyLoss +not configured");
    JsonNode json = new ObjectMapper().readTree(show("--json", "--account", "main").out());
    assertThat(json.at("/for/account").asText()).isEqualTo("main");
    assertThat(json.at("/limits/0/limit").asText()).isEqualTo("maxOrderValue");
    assertThat(json.at("/limits/0/source").asText()).isEqualTo("set by carol: drill");
    assertThat(json.get("notConfigured").toString()).contains("maxDailyLoss");
  }

  @Test
  void theConfiguredLimitCanBeHadBack() throws Exception {
    assertThat(set("bob", "maxOrderValue=1000", "--wait", "0").code()).isZero();
    assertThat(show().out()).contains("set by bob");
    set("bob", "maxOrderValue=configured", "--wait", "0");
    assertThat(show().out()).as("to loosen a limit takes two").contains("set by bob");
    String key = desk.key("carol").toString();
    assertThat(
            set(
                    "bob",
                    "maxOrderValue=configured",
                    "--wait",
                    "0",
                    "--approver",
                    "carol",
                    "--approver-key",
                    key)
                .code())
        .isZero();
    assertThat(show().out()).containsPattern("maxOrderValue +5000 +risk.limits.default");
  }

  @Test
  void whatTheGateDoesNotObeyIsNotInForce() throws Exception {
    OperatorCommand forged =
        OperatorCommand.of(
                desk.config().desk(),
                "bob",
                5,
                Level.account("main"),
                CommandAction.SET_LIMITS,
                "forged",
                1)
            .withLimits(new TreeMap<>(Map.of("maxOrderValue", "9")))
            .signed("AAAA");
    int partition = Partitions.of("main", 2);
    desk.write(Topics.JOURNAL, partition, Topics.JOURNAL.codec().encode(forged));
    desk.write(Topics.JOURNAL, partition, new byte[] {'x'});
    assertThat(show("--account", "main").out())
        .containsPattern("maxOrderValue +5000 +at the level of desk: risk.limits.default");
  }

  @Test
  void whoMayNotSetLimitsOrNamesNoneIsTold() throws Exception {
    assertThat(set("ann", "maxOrderValue=1000").err())
        .contains("ann has the role TRADER; SET_LIMITS needs RISK");
    assertThat(set("bob", "maxOrdrValue=1000").err()).contains("maxOrdrValue is no limit of desk");
    assertThat(set("bob", "maxDailyLoss=9", "--symbol", "BTC/USD").err())
        .contains("maxDailyLoss is no limit of instrument sim:BTC/USD");
    assertThat(set("bob").err()).contains("LIMIT=VALUE");
    assertThat(set("bob").code()).isEqualTo(2);
    assertThat(show("--account", "savings").err()).startsWith("--account: \"savings\"");
    assertThat(CommandRun.of(new LimitsCommand()).err()).contains("Which of show, set?");
    assertThat(desk.commands()).isEmpty();
  }

  private CommandRun show(String... arguments) {
    List<String> all = new ArrayList<>(List.of("show", "--config", desk.configFile().toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(new LimitsCommand(), all.toArray(String[]::new));
  }

  private CommandRun set(String person, String... arguments) {
    List<String> all = new ArrayList<>(List.of("set", "--reason", "drill"));
    all.addAll(List.of(arguments));
    return desk.run(new LimitsCommand(), person, all.toArray(String[]::new));
  }
}
