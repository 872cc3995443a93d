package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.demo.AlphaFlowProcess;
import io.alphaflow.cli.demo.TradeFiles;
import io.alphaflow.cli.verify.VerifyCommand;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Strategies are added, changed, paused, resumed and removed while the demo runs, one of them from
 * a jar in the plugins folder.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class StrategyE2ETest {

  private static final long MINUTE = 60_000_000;
  private static final int WARM_UP = 20;

  @TempDir Path home;
  private String homeBefore;

  @BeforeEach
  void atHome() {
    homeBefore = System.getProperty("alphaflow.home");
    System.setProperty("alphaflow.home", home.toString());
  }

  @AfterEach
  void leaveNothingRunning() throws Exception {
    AlphaFlowProcess.killAll();
    if (homeBefore == null) {
      System.clearProperty("alphaflow.home");
    } else {
      System.setProperty("alphaflow.home", homeBefore);
    }
  }

  @Test
  void anInstanceIsAddedChangedPausedResumedAndRemovedWhileTheDemoRuns() throws Exception {
    ZigzagPlugin.build(home.resolve("plugin"), home.resolve("plugins"));
    Path data = TradeFiles.randomWalk(home, 1_300, 3);
    AlphaFlowProcess demo =
        AlphaFlowProcess.start(
            home,
            "demo",
            "--database",
            "embedded",
            "--ui-port",
            "0",
            "--data",
            data.toString(),
            "--speed",
            // Not faster, or more bars close on the way of a change than the desk keeps to join.
            "200");
    demo.awaitOutput(Pattern.compile("UTC  trades .* bars [1-9]"), Duration.ofSeconds(90));
    awaitBarsForWarmUp();

    assertThat(strategy(0, "describe")).contains("zigzag", "ma-cross");
    assertThat(strategy(0, "list")).contains("trend", "as configured").doesNotContain("quick");
    assertThat(strategy(0, add("quick", "zigzag", "every=3")))
        .contains("sent with 20 bars of 1m to warm it up")
        .contains("STRATEGY_ADDED", "STRATEGY_STARTED")
        .contains("quick is running");
    awaitSignals();
    AlphaFlowProcess wrong =
        AlphaFlowProcess.run(
            home, "strategy", "update", "quick", "--param", "every=0", "--param", "colour=red");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.stderr())
        .contains("nothing was sent")
        .contains("every: \"0\" is not accepted; expected a whole number from 1 to 100")
        .contains("\"colour\" is not accepted; expected a parameter of zigzag: every")
        .doesNotContain("\tat ");
    assertThat(strategy(1, add("quick", "ma-cross", "fast=3"))).contains("in use");
    assertThat(strategy(0, "update", "quick", "--param", "every=1")).contains("STRATEGY_CHANGED");
    awaitSignals();
    assertThat(strategy(0, "pause", "quick")).contains("quick is paused");
    assertThat(strategy(1, "pause", "quick")).contains("quick is paused already");
    assertThat(strategy(0, "list")).contains("every=1").contains("change 3 by demo-operator");
    assertThat(strategy(0, "resume", "quick")).contains("STRATEGY_RESUMED");
    awaitSignals();
    assertThat(strategy(0, "remove", "quick")).contains("quick is removed");
    assertThat(strategy(0, "list")).doesNotContain("quick");
    assertThat(strategy(0, "list", "--all", "--json")).contains("\"state\":\"removed\"");

    demo.awaitOutput(Pattern.compile("The data has ended"), Duration.ofMinutes(3));
    assertThat(demo.stdout()).doesNotContain("    NO ");
    assertThatSignalsCameOnlyWhileItRan();
    assertThat(run(new CommandLine(new VerifyCommand()), 0, "--all")).contains(" 0 differences");
    demo.stop();
    demo.awaitEnd(Duration.ofSeconds(30));
  }

  private static String[] add(String id, String type, String parameter) {
    return new String[] {"add", id, type, "--symbol", "BTC/USD", "--param", parameter};
  }

  private static String strategy(int code, String... arguments) {
    return run(new CommandLine(new StrategyCommand()), code, arguments);
  }

  /** In this process: what the command prints, errors too. */
  private static String run(CommandLine command, int code, String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    command.setOut(out).setErr(out);
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          out.println(e.getMessage());
          return 1;
        });
    long began = System.nanoTime();
    assertThat(command.execute(arguments)).as(() -> text.toString()).isEqualTo(code);
    System.out.printf(
        "%s (%.1f s)%n%s%n", String.join(" ", arguments), (System.nanoTime() - began) / 1e9, text);
    return text.toString();
  }

  private void awaitBarsForWarmUp() throws Exception {
    while (read(Topics.BARS).stream().filter(bar -> bar.interval().equals("1m")).count()
        < WARM_UP) {
      Thread.sleep(100);
    }
  }

  /** Three more than there are. */
  private void awaitSignals() throws Exception {
    int wanted = signals().size() + 3;
    while (signals().size() < wanted) {
      Thread.sleep(100);
    }
  }

  private void assertThatSignalsCameOnlyWhileItRan() throws Exception {
    SortedMap<String, Long> told = new TreeMap<>();
    for (Alert alert : read(Topics.ALERTS)) {
      if (alert.id().startsWith("strategy/quick/")) {
        told.putIfAbsent(alert.code(), alert.time());
      }
    }
    assertThat(told)
        .containsOnlyKeys(
            "STRATEGY_ADDED",
            "STRATEGY_STARTED",
            "STRATEGY_CHANGED",
            "STRATEGY_PAUSED",
            "STRATEGY_RESUMED",
            "STRATEGY_REMOVED");
    long changed = told.get("STRATEGY_CHANGED");
    long paused = told.get("STRATEGY_PAUSED");
    long resumed = told.get("STRATEGY_RESUMED");
    long removed = told.get("STRATEGY_REMOVED");
    List<Long> times = List.copyOf(signals().values());
    assertThat(times)
        .isSorted()
        .allMatch(time -> time >= told.get("STRATEGY_STARTED") && time <= removed)
        .noneMatch(time -> time > paused && time < resumed);
    assertThat(shortest(times.stream().filter(t -> t < changed).toList()))
        .isGreaterThanOrEqualTo(3 * MINUTE);
    assertThat(shortest(times.stream().filter(t -> t > changed && t <= paused).toList()))
        .isEqualTo(MINUTE);
    assertThat(times).as("after it was resumed").anyMatch(time -> time > resumed);
    assertThat(told.get("STRATEGY_STARTED") - told.get("STRATEGY_ADDED"))
        .as("it need not wait for 20 bars")
        .isLessThan(10 * MINUTE);
  }

  private static long shortest(List<Long> times) {
    long shortest = Long.MAX_VALUE;
    for (int i = 1; i < times.size(); i++) {
      shortest = Math.min(shortest, times.get(i) - times.get(i - 1));
    }
    return shortest;
  }

  /** Times of the signals of the instance by their sequence. */
  private SortedMap<Long, Long> signals() throws Exception {
    SortedMap<Long, Long> times = new TreeMap<>();
    for (JournalEntry entry : read(Topics.JOURNAL)) {
      if (entry instanceof Signal signal && signal.strategy().equals("quick")) {
        times.put(signal.sequence(), signal.time());
      }
    }
    return times;
  }

  private <T> List<T> read(Topic<T> topic) throws Exception {
    DeskConfig config = DeskConfig.load(home.resolve("demo").resolve("desk.yaml"));
    RecordCodec<T> codec = topic.codec();
    List<RawRecord> raw = new ArrayList<>();
    LogReader.readAll(config.kafka(), raw::add, topic);
    List<T> records = new ArrayList<>();
    for (RawRecord record : raw) {
      try {
        records.add(codec.decode(record.value()));
      } catch (CodecException e) {
        throw new AssertionError(record.topic() + "@" + record.offset(), e);
      }
    }
    return records;
  }
}
