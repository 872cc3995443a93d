package io.alphaflow.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.backtest.data.DatabaseEvents;
import io.alphaflow.backtest.data.DatabaseQuery;
import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.data.FileEvents;
import io.alphaflow.backtest.data.Symbols;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.history.ImportCommand;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same trades and bars from files, a log and the database are the same backtest. */
@Timeout(180)
class BacktestSourcesIT {

  @TempDir static Path folder;
  private static List<Path> trades;
  private static List<Path> bars;

  @BeforeAll
  static void write() throws IOException {
    trades = HistoryFiles.trades(folder, 6_000);
    bars = HistoryFiles.bars(folder, 6_000);
  }

  private static Path backtest(String out, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "--strategy",
            "ma-cross(fast=3,slow=9,type=sma)",
            "--size",
            "20%",
            "--quiet",
            "--out",
            folder.resolve(out).toString(),
            "--report",
            folder.resolve("bad.csv").toString()));
    CommandRun run = CommandRun.of(new BacktestCommand(), all.toArray(String[]::new));
    assertThat(run.code()).as(run.text()).isZero();
    return folder.resolve(out);
  }

  private static void assertSame(Path one, Path other) throws IOException {
    List<Path> files;
    try (var found = Files.list(one)) {
      files = found.filter(f -> f.toString().matches(".*(csv|parquet|statistics.json)")).toList();
    }
    assertThat(files).hasSizeGreaterThan(4);
    assertThat(Files.readAllLines(one.resolve("round-trips.csv"))).hasSizeGreaterThan(20);
    for (Path file : files) {
      assertThat(other.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void aLogGivesTheFilesOfItsFiles() throws IOException {
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0)) {
      broker.createTopics(Map.of("market.trades", 2, "market.bars", 2));
      String[] kafka = {"--bootstrap-servers", broker.bootstrapServers()};
      for (List<Path> files : List.of(trades, bars)) {
        for (Path file : files) {
          CommandRun imported =
              CommandRun.of(
                  new ImportCommand(), file.toString(), "--venue", "sim", kafka[0], kafka[1]);
          assertThat(imported.code()).as(imported.text()).isZero();
        }
        String what = files == trades ? "trades" : "bars";
        Path expected =
            backtest(
                what, "--data", files.get(0).toString(), files.get(1).toString(), "--venue", "sim");
        assertSame(
            expected, backtest(what + "-log", "--topic", "market." + what, kafka[0], kafka[1]));
        assertSame(
            expected, backtest(what + "-again", "--topic", "market." + what, kafka[0], kafka[1]));
      }
      Path hour =
          backtest(
              "hour",
              "--data",
              trades.get(0).toString(),
              "--venue",
              "sim",
              "--from",
              "2024-01-01T01:00:00Z",
              "--to",
              "2024-01-01T06:00:00Z");
      assertSame(
          hour,
          backtest(
              "hour-log",
              "--topic",
              "market.trades",
              kafka[0],
              kafka[1],
              "--symbol",
              "BTC/USDT",
              "--from",
              "2024-01-01T01:00:00Z",
              "--to",
              "2024-01-01T06:00:00Z"));
      String[] sweep = {
        "--topic", "market.trades", kafka[0], kafka[1], "--param", "slow=6..9", "--threads", "2"
      };
      String[] onCluster = Arrays.copyOf(sweep, sweep.length + 1);
      onCluster[sweep.length] = "--cluster";
      Path sets = backtest("sweep", sweep);
      assertThat(Files.readAllLines(sets.resolve("sweep.csv"))).hasSize(5);
      assertSame(sets, backtest("sweep-cluster", onCluster));
      CommandRun none =
          CommandRun.of(
              new BacktestCommand(),
              "--topic",
              "market.trades",
              kafka[0],
              kafka[1],
              "--strategy",
              "ma-cross",
              "--symbol",
              "DOGE/USDT");
      assertThat(none.code()).isEqualTo(1);
      assertThat(none.err()).contains("nothing of DOGE/USDT").contains("sim:BTC/USDT");
    }
  }

  @Test
  void filesOnAClusterGiveWhatTheyGiveInThisProcess() throws IOException {
    List<String[]> all =
        List.of(
            new String[] {"--data", trades.get(0).toString(), trades.get(1).toString()},
            new String[] {
              "--data", bars.get(0).toString(), bars.get(1).toString(), "--param", "slow=6..9"
            });
    for (String[] data : all) {
      Path plain = backtest("plain-" + data.length, data);
      String[] onCluster = Arrays.copyOf(data, data.length + 3);
      onCluster[data.length] = "--threads";
      onCluster[data.length + 1] = "2";
      onCluster[data.length + 2] = "--cluster";
      assertSame(plain, backtest("cluster-" + data.length, onCluster));
    }
  }

  @Test
  void aClusterElsewhereGivesWhatThisProcessGives() throws IOException {
    String[] data = {"--data", bars.get(0).toString(), "--param", "slow=6..9"};
    Path plain = backtest("plain", data);
    try (FlinkCluster flink =
        FlinkCluster.start(folder.resolve("flink"), 2, 0, new Configuration())) {
      String[] elsewhere = Arrays.copyOf(data, data.length + 2);
      elsewhere[data.length] = "--flink";
      elsewhere[data.length + 1] = flink.webUrl();
      assertSame(plain, backtest("elsewhere", elsewhere));
      CommandRun greedy =
          CommandRun.of(
              new BacktestCommand(),
              "--data",
              bars.get(0).toString(),
              "--strategy",
              "ma-cross",
              "--flink",
              flink.webUrl(),
              "--threads",
              "3");
      assertThat(greedy.code()).isEqualTo(1);
      assertThat(greedy.err()).contains("2 of its 2 slots are free, 3 are wanted");
    }
  }

  @Test
  void badLinesThatATaskFindsAreReported() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(bars.get(0)));
    lines.set(1_000, "no bar");
    Path damaged = Files.write(folder.resolve("LTCUSDT-1m-2024-01.csv"), lines);
    String[] arguments = {
      "--data",
      damaged.toString(),
      "--strategy",
      "ma-cross",
      "--quiet",
      "--report",
      folder.resolve("damaged.csv").toString(),
      "--cluster"
    };
    CommandRun lenient = CommandRun.of(new BacktestCommand(), arguments);
    assertThat(lenient.code()).as(lenient.text()).isZero();
    assertThat(Files.readAllLines(folder.resolve("damaged.csv")))
        .hasSize(2)
        .last()
        .asString()
        .contains(damaged.toString(), "1001", "no bar");
    arguments[4] = "--strict";
    CommandRun strict = CommandRun.of(new BacktestCommand(), arguments);
    assertThat(strict.code()).as(strict.text()).isEqualTo(1);
    assertThat(strict.err()).contains("stopped at the first bad line");
  }

  private static List<Object> all(EventSource source) throws IOException {
    List<Object> events = new ArrayList<>();
    source.run(
        new EventSink() {
          @Override
          public void bar(Bar bar) {
            events.add(bar);
          }

          @Override
          public void trade(Trade trade) {
            // When it was read is not part of what it is.
            events.add(
                new Trade(
                    trade.instrument(),
                    trade.tradeId(),
                    trade.price(),
                    trade.quantity(),
                    trade.buyerIsMaker(),
                    trade.exchangeTime(),
                    0));
          }
        });
    return events;
  }

  @Test
  void theDatabaseGivesTheEventsOfItsFiles() throws Exception {
    try (Rejects rejects = Rejects.none();
        LocalDatabase database =
            LocalDatabase.start(
                DatabaseOptions.in(folder.resolve("db"))
                    .withPreference(DatabaseOptions.Preference.EMBEDDED))) {
      String url = database.jdbcUrl();
      ArchiveSchema.migrate(url, database.user(), database.password());
      for (List<Path> files : List.of(trades, bars)) {
        List<PlannedFile> planned = HistoryFiles.plan(files, rejects);
        HistoryFiles.store(planned, database);
        DatabaseQuery.Table table =
            files == trades ? DatabaseQuery.Table.TRADES : DatabaseQuery.Table.BARS;
        long from = (HistoryFiles.START + 3_600_000) * 1_000;
        long to = (HistoryFiles.START + 20_000_000) * 1_000;
        for (long[] range : new long[][] {{Long.MIN_VALUE, Long.MAX_VALUE}, {from, to}}) {
          FileEvents expected = new FileEvents(planned, rejects, range[0], range[1]);
          DatabaseEvents events =
              DatabaseEvents.open(
                  url,
                  database.user(),
                  database.password(),
                  new DatabaseQuery(
                      table, new Symbols(List.of()), Optional.empty(), range[0], range[1]));
          assertThat(all(events)).isEqualTo(all(expected)).isNotEmpty();
          assertThat(events.instruments()).isEqualTo(expected.instruments());
          assertThat(events.interval()).isEqualTo(expected.interval());
          assertThat(events.sample().get("sim:ETH/USDT").tickSize())
              .isEqualTo(expected.sample().get("sim:ETH/USDT").tickSize());
        }
      }
      assertThat(rejects.counts()).isEmpty();
      DatabaseQuery hours =
          new DatabaseQuery(
              DatabaseQuery.Table.BARS,
              new Symbols(List.of("ETH/USDT")),
              Optional.of(BarSpec.parse("1h")),
              Long.MIN_VALUE,
              Long.MAX_VALUE);
      DatabaseEvents minutes =
          DatabaseEvents.open(url, database.user(), database.password(), hours);
      assertThat(minutes.interval()).isEqualTo("1m");
      assertThat(all(minutes)).hasSize(6_000);
      DatabaseQuery none =
          new DatabaseQuery(
              DatabaseQuery.Table.TRADES,
              new Symbols(List.of("X/Y")),
              Optional.empty(),
              Long.MIN_VALUE,
              Long.MAX_VALUE);
      assertThatThrownBy(() -> DatabaseEvents.open(url, database.user(), database.password(), none))
          .hasMessageContaining("no trades of X/Y in that time; it has sim:BTC/USDT, sim:ETH/USDT");
    }
  }
}
