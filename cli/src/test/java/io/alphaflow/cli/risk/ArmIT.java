package io.alphaflow.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.doctor.DoctorCommand;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a person to a gate in live mode and an exchange that tells what the key may do. */
@Timeout(120)
class ArmIT {

  private static final long EIGHT_HOURS = 8 * 3_600_000_000L;

  @TempDir Path work;
  private final InputStream stdin = System.in;
  private RiskDesk desk;
  private SimulatedExchange exchange;
  private RunningGate gate;

  @BeforeEach
  void start() throws Exception {
    SymbolSpec symbol =
        new SymbolSpec(
            "BTCUSD",
            "BTC",
            "USD",
            Fixed8.parse("0.01"),
            Fixed8.parse("0.00001"),
            Fixed8.parse("0.00001"),
            Fixed8.of(9_000),
            Fixed8.of(5));
    SimAccount main = SimAccount.hmac("main", "key", "secret", Map.of("USD", Fixed8.of(10_000)));
    SimAccount rich = SimAccount.hmac("rich", "rich", "secret", Map.of());
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(symbol).withAccounts(main, rich.withWithdrawals()),
            List.of(
                new Recording(
                    "BTCUSD",
                    new long[] {1_000_000, 2_000_000},
                    new long[] {Fixed8.of(100), Fixed8.of(100)},
                    new long[] {Fixed8.ONE, Fixed8.ONE})));
    desk = RiskDesk.start(work);
    desk.reach(RiskDesk.NOON);
    live("key");
  }

  /** The desk's configuration for money, with a key of the exchange. */
  private void live(String key) throws Exception {
    Files.writeString(work.resolve("key"), key);
    Files.writeString(work.resolve("secret"), "secret");
    write(
        Files.readString(desk.configFile())
            .replaceFirst("desk: test\n(mode: live\n)?", "desk: test\nmode: live\n")
            .replace("http://x", exchange.restUrl())
            .replace("wsApiUrl: \"ws://x\"", "wsApiUrl: \"" + exchange.wsApiUrl() + "\"")
            .replace("${env:KEY}", "${file:" + work.resolve("key") + "}")
            .replace("${env:SECRET}", "${file:" + work.resolve("secret") + "}")
            .replace(
                "{maxOrderValue: 5000}",
                "{maxOrderValue: 5000, maxOrderQuantity: 1, maxPosition: 2, maxPositionValue: off,"
                    + " maxGrossExposure: 9000, maxDailyLoss: 500}"));
  }

  private void write(String yaml) throws Exception {
    Files.writeString(desk.configFile(), yaml);
  }

  @AfterEach
  void stop() throws Exception {
    System.setIn(stdin);
    if (gate != null) {
      gate.close();
    }
    desk.close();
    exchange.close();
  }

  private CommandRun arm(String typed, String... more) {
    System.setIn(new ByteArrayInputStream((typed + "\n").getBytes(StandardCharsets.UTF_8)));
    String[] arguments = {"--account", "main", "--for", "8h", "--reason", "drill"};
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return desk.run(new ArmCommand(), "bob", all);
  }

  @Test
  void whoTypesTheNameArmsTheAccountForATime() throws Exception {
    gate = RunningGate.of(desk);
    CommandRun run = arm("main");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.err())
        .containsPattern("limits +ok +all 2\\d are configured")
        .containsPattern("drills +ok +\\d\\d fired")
        .containsPattern("key +ok +trades, does not withdraw, from any address")
        .containsPattern("clock +ok +-?\\d+ ms")
        .contains("will be worth money at " + exchange.restUrl() + " until 2026-01-31T20:00:00Z");
    assertThat(run.out())
        .contains("ARM for account main")
        .contains("COMMAND_OBEYED")
        .contains("LIVE until 2026-01-31T20:00:00Z");
    OperatorCommand command = desk.commands().values().iterator().next();
    assertThat(command.action()).isEqualTo(CommandAction.ARM);
    assertThat(command.level()).isEqualTo(Level.account("main"));
    assertThat(command.until()).isEqualTo(RiskDesk.NOON + EIGHT_HOURS);

    CommandRun off = desk.run(new DisarmCommand(), "ann", "--account", "main", "--reason", "done");
    assertThat(off.code()).as(off.text()).isZero();
    assertThat(off.out()).contains("[main] disarmed, orders only reduce");
  }

  @Test
  void whoDoesNotTypeTheNameDoesNot() throws Exception {
    for (String typed : List.of("", "yes", "Main")) {
      CommandRun run = arm(typed, "--wait", "0");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("not armed: the name was not typed");
    }
    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void aKeyThatCouldSendMoneyAwayIsRefused() throws Exception {
    live("rich");
    CommandRun run = arm("main");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("MAY WITHDRAW").contains("not armed: key");
    CommandRun doctor =
        CommandRun.of(new DoctorCommand(), "--config", desk.configFile().toString());
    assertThat(doctor.code()).isEqualTo(1);
    assertThat(doctor.out())
        .containsPattern("OK +venue clock main")
        .containsPattern("FAIL +venue key main +trades, MAY WITHDRAW: make one")
        .containsPattern("OK +limits +all")
        .contains("-> make a key that trades and does not withdraw");
    live("unknown");
    assertThat(arm("main").err())
        .contains("the venue did not tell")
        .contains("-2015")
        .doesNotContain("secret");
    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void allThatIsWrongIsTold() throws Exception {
    write(
        Files.readString(desk.configFile())
            .replace("mode: live", "mode: paper")
            .replace("maxDailyLoss: 500", "maxDrawdown: 500")
            .replace("permissions: [{}]", "permissions: []"));
    CommandRun run = arm("main");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .containsPattern("mode +NO +paper")
        .containsPattern("limits +NO +not configured: maxDailyLoss")
        .containsPattern("permissions +NO ")
        .contains("not armed: mode, limits, permissions");
    exchange.close();
    assertThat(arm("main").err()).containsPattern("key +NO +the venue did not");
    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void theTimeHasABound() {
    CommandRun run =
        desk.run(new ArmCommand(), "bob", "--account", "main", "--for", "8d", "--reason", "drill");
    assertThat(run.err()).contains("at most 168 h");
    CommandRun trader =
        desk.run(
            new ArmCommand(), "bob", "--account", "savings", "--for", "8h", "--reason", "drill");
    assertThat(trader.err()).contains("--account: \"savings\" is not accepted");
  }
}
