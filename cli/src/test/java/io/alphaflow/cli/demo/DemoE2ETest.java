package io.alphaflow.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: a process of its own with everything real in it. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class DemoE2ETest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern AT_WORK = Pattern.compile("UTC  trades .* bars [1-9]");

  /** In the middle of the recorded day. */
  private static final String HALFWAY = "2013-11-25T16:00:00Z";

  @TempDir Path home;

  @AfterEach
  void leaveNothingRunning() throws Exception {
    AlphaFlowProcess.killAll();
  }

  @Test
  void tradesChecksItselfAndCanBeVerifiedAfterwards() throws Exception {
    Path data = TradeFiles.randomWalk(home, 12_000, 1);
    AlphaFlowProcess demo =
        AlphaFlowProcess.run(
            home,
            "demo",
            "--exit",
            "--json",
            "--rescale-signals",
            "--restart-risk",
            "--upgrade-risk",
            "--database",
            "embedded",
            "--ui-port",
            "0",
            "--data",
            data.toString(),
            "--speed",
            "8000");
    assertThat(demo.exitCode()).as(demo.stderr()).isZero();
    JsonNode report = JSON.readTree(demo.stdout());
    assertThat(report.get("tradesRead").asLong()).isEqualTo(12_000);
    assertThat(report.get("deadLetters").asLong()).isEqualTo(120);
    assertThat(report.get("tradesArchived").asLong()).isEqualTo(11_880);
    assertThat(report.get("signals").asLong()).isPositive();
    assertThat(report.get("decisions")).isEqualTo(report.get("signals"));
    assertThat(report.get("equity").isTextual()).isTrue();
    assertThat(report.get("invariants").fieldNames())
        .toIterable()
        .containsExactly(
            "theDeskCameToRest",
            "everyTradeIsArchivedOrDeadLettered",
            "barsRebuiltBySqlAreTheBarsArchived",
            "everyDecisionHasOneSignal",
            "everyOrderHasOneApprovedDecision",
            "fillsAddUpToThePosition",
            "cashPlusPositionsIsEquity",
            "pnlCountedBySqlFromFillsAndMarksIsOurs",
            "theExchangesLedgerIsOurs",
            "theJournalRunAgainGivesTheSameDecisions",
            "theStrategiesRunAgainGiveTheSameSignals",
            "theAuditChainIsWhole");
    report.get("invariants").forEach(holds -> assertThat(holds.asBoolean()).isTrue());
    assertThat(FollowedOrders.in(home.resolve("alphaflow.log")).booked())
        .isEqualTo(report.get("fills").asLong())
        .isPositive();
    assertThat(demo.stderr())
        .contains(
            "signals job stopped and started again with 2 tasks",
            "risk job stopped and started again",
            "risk job stopped with a savepoint");

    AlphaFlowProcess verify = AlphaFlowProcess.run(home, "verify", "--all", "--json");
    assertThat(verify.exitCode()).as(verify.stderr()).isZero();
    JsonNode verdict = JSON.readTree(verify.stdout());
    assertThat(verdict.get("decisions")).isEqualTo(report.get("decisions"));
    assertThat(verdict.get("differences").asLong()).isZero();
    assertThat(decided("--to", HALFWAY) + decided("--from", HALFWAY))
        .isEqualTo(verdict.get("decisions").asLong());
    long afterUpgrade =
        decided(
            "--all",
            "--savepoint",
            "signals=" + savepoint("signals job .* from (\\S+)", demo),
            "--savepoint",
            "risk=" + savepoint("with a savepoint and started again from (\\S+)", demo));
    // How many came before depends on when the upgrade came.
    assertThat(afterUpgrade).isLessThan(verdict.get("decisions").asLong());
    JsonNode whatIf = JSON.readTree(again("whatif", "--json"));
    assertThat(whatIf.get("decisions")).isEqualTo(report.get("decisions"));
    assertThat(whatIf.get("different").asBoolean()).as("%s", whatIf).isFalse();
    JsonNode parity = JSON.readTree(again("parity", "--json"));
    assertThat(parity.at("/signals/same")).isEqualTo(report.get("signals"));
    assertThat(parity.at("/signals/all")).isEqualTo(report.get("signals"));
    assertThat(parity.get("score").asDouble()).isBetween(0.3, 1.0);
    HiddenSecrets.of(home).areInNoFile();
  }

  private String again(String... arguments) throws Exception {
    AlphaFlowProcess process = AlphaFlowProcess.run(home, arguments);
    assertThat(process.exitCode()).as(process.stdout() + process.stderr()).isZero();
    return process.stdout();
  }

  private static String savepoint(String told, AlphaFlowProcess demo) throws IOException {
    Matcher matcher = Pattern.compile(told).matcher(demo.stderr());
    assertThat(matcher.find()).as(demo.stderr()).isTrue();
    return matcher.group(1);
  }

  private long decided(String... what) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("verify", "--json"));
    arguments.addAll(List.of(what));
    AlphaFlowProcess verify = AlphaFlowProcess.run(home, arguments.toArray(String[]::new));
    assertThat(verify.exitCode()).as(verify.stderr()).isZero();
    JsonNode verdict = JSON.readTree(verify.stdout());
    assertThat(verdict.get("differences").asLong()).isZero();
    assertThat(verdict.get("decisions").asLong()).isPositive();
    return verdict.get("decisions").asLong();
  }

  @Test
  void startsAgainAfterSigkillAndLeavesNothingBehindWhenStopped() throws Exception {
    Path data = TradeFiles.randomWalk(home, 20_000, 2);
    String[] arguments = {
      "demo",
      "--database",
      "embedded",
      "--ui-port",
      "0",
      "--data",
      data.toString(),
      "--speed",
      "500"
    };
    AlphaFlowProcess killed = AlphaFlowProcess.start(home, arguments);
    killed.awaitOutput(AT_WORK, Duration.ofSeconds(90));
    killed.kill();

    AlphaFlowProcess demo = AlphaFlowProcess.start(home, arguments);
    demo.awaitOutput(AT_WORK, Duration.ofSeconds(90));
    Matcher kafka = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(demo.stdout());
    assertThat(kafka.find()).as(demo.stdout()).isTrue();
    AlphaFlowProcess second = AlphaFlowProcess.run(home, arguments);
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.stderr()).contains("another demo runs");
    Matcher ui = Pattern.compile("Flink UI +(http://\\S+)").matcher(demo.stdout());
    assertThat(ui.find()).as(demo.stdout()).isTrue();
    HiddenSecrets.of(home).areNotInTheUi(ui.group(1));

    demo.stop();
    demo.awaitEnd(Duration.ofSeconds(30));
    assertThat(ProcessHandle.allProcesses().filter(this::isOurs)).isEmpty();
    try (ServerSocket free = new ServerSocket(Integer.parseInt(kafka.group(1)))) {
      assertThat(free.isBound()).isTrue();
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().commandLine().filter(line -> line.contains(home.toString())).isPresent();
  }

  @Test
  void aDamagedFileIsRefusedWithFileLineAndReason() throws Exception {
    Path data = home.resolve("damaged.csv");
    Files.writeString(
        data, "timestamp,price,amount\n1385337600,800.01,0.1\n1385337601,eight,0.1\n");
    AlphaFlowProcess demo = AlphaFlowProcess.run(home, "demo", "--exit", "--data", data.toString());
    assertThat(demo.exitCode()).isEqualTo(1);
    assertThat(demo.stderr()).contains(data + ": line 3: ").doesNotContain("\tat ");
  }

  @Test
  void wrongUsageIsAnErrorWithExitCodeTwo() throws Exception {
    AlphaFlowProcess unknown = AlphaFlowProcess.run(home, "demo", "--sped", "5");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.stderr()).contains("--sped");
    AlphaFlowProcess bad = AlphaFlowProcess.run(home, "demo", "--speed", "0");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.stderr()).contains("--speed 0").contains("above 0");
    AlphaFlowProcess none = AlphaFlowProcess.run(home, "verify", "--all");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.stderr()).contains("./alphaflow demo");
  }
}
