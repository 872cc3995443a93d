package io.alphaflow.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.backtest.BacktestJob;
import io.alphaflow.backtest.BacktestTopology;
import io.alphaflow.backtest.data.DatabaseEvents;
import io.alphaflow.backtest.data.DatabaseQuery;
import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.data.FileEvents;
import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.data.Symbols;
import io.alphaflow.backtest.data.TopicEvents;
import io.alphaflow.backtest.data.TopicQuery;
import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Listing;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.history.ImportCommand;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.export.ExportOptions;
import io.alphaflow.history.export.LogExport;
import io.alphaflow.history.export.Output;
import io.alphaflow.history.kafka.OffsetRange;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import io.alphaflow.signals.CatalogSource;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Same input, same bytes: the same trades from files, a log and the database, as Flink jobs of all
 * kinds, are what plain Java makes of the files.
 */
@Timeout(180)
class BacktestBytesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRADES = 3_000;

  /** Those that have failed on purpose, since a test set it back. */
  private static final AtomicInteger FAILURES = new AtomicInteger();

  @TempDir static Path folder;
  private static final Map<String, EventSource> SOURCES = new LinkedHashMap<>();
  private static final Rejects REJECTS = Rejects.none();
  private static KafkaBroker broker;
  private static LocalDatabase database;
  private static FlinkCluster flink;
  private static String expected;

  /** Fails in the middle when nobody has failed yet. */
  private record FailsOnce(History whole) implements History {
    @Override
    public void read(EventSink sink, Rejects rejects) throws IOException {
      int[] seen = {0};
      whole.read(
          new EventSink() {
            @Override
            public void bar(Bar bar) {
              throw new AssertionError();
            }

            @Override
            public void trade(Trade trade) {
              if (++seen[0] == TRADES && FAILURES.compareAndSet(0, 1)) {
                pause();
                throw new UncheckedIOException(new IOException("on purpose"));
              }
              sink.trade(trade);
            }
          },
          rejects);
    }

    /** So that whoever collects has begun to before the failure. */
    private static void pause() {
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @BeforeAll
  static void open() throws Exception {
    List<Path> csv = HistoryFiles.trades(folder, TRADES);
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    broker.createTopics(Map.of("market.trades", 2));
    for (Path file : csv) {
      CommandRun imported =
          CommandRun.of(
              new ImportCommand(),
              file.toString(),
              "--venue",
              "sim",
              "--bootstrap-servers",
              broker.bootstrapServers());
      assertThat(imported.code()).as(imported.text()).isZero();
    }
    KafkaOptions kafka = new KafkaOptions(broker.bootstrapServers(), "", 1, 1, new Properties());
    Path parquet = Files.createDirectory(folder.resolve("parquet")).resolve("trades.parquet");
    LogExport.run(
        kafka,
        "trades",
        ExportOptions.ALL,
        new Output(Output.Format.PARQUET, Optional.of(parquet), Writer.nullWriter()));
    database =
        LocalDatabase.start(
            DatabaseOptions.in(folder.resolve("db"))
                .withPreference(DatabaseOptions.Preference.EMBEDDED));
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
    HistoryFiles.store(HistoryFiles.plan(csv, REJECTS), database);
    long never = Long.MAX_VALUE;
    Symbols all = new Symbols(List.of());
    SOURCES.put("file", files(csv));
    SOURCES.put("parquet", files(List.of(parquet)));
    SOURCES.put(
        "topic",
        TopicEvents.open(
            new TopicQuery(
                kafka,
                "market.trades",
                all,
                Optional.empty(),
                Long.MIN_VALUE,
                never,
                OffsetRange.EVERYTHING),
            REJECTS));
    SOURCES.put(
        "database",
        DatabaseEvents.open(
            database.jdbcUrl(),
            database.user(),
            database.password(),
            new DatabaseQuery(
                DatabaseQuery.Table.TRADES, all, Optional.empty(), Long.MIN_VALUE, never)));
    flink = FlinkCluster.start(folder.resolve("flink"), 2, 0, new Configuration());
    Backtest plain = new Backtest(options(), StrategyCatalog.onClassPath(), false);
    SOURCES.get("file").run(plain);
    plain.finish();
    assertThat(plain.result().variants()).allMatch(of -> of.roundTrips().size() > 20).hasSize(3);
    expected = bytes(plain.result());
  }

  @AfterAll
  static void close() {
    flink.close();
    database.close();
    broker.close();
  }

  private static EventSource files(List<Path> files) throws IOException {
    return new FileEvents(
        HistoryFiles.plan(files, REJECTS), REJECTS, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static String bytes(RunResult result) throws IOException {
    return JSON.writeValueAsString(result);
  }

  private static BacktestOptions options() {
    List<InstrumentId> symbols =
        List.of(InstrumentId.parse("sim:BTC/USDT"), InstrumentId.parse("sim:ETH/USDT"));
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String account = "v" + i;
      Map<String, String> parameters =
          Map.of(
              "fast",
              "3",
              "slow",
              Integer.toString(9 + i),
              "sizing",
              "quote-amount",
              "size",
              "500");
      variants.add(
          new Variant(
              account,
              List.of(
                  new StrategyInstance(
                      account + "-cross",
                      "ma-cross",
                      account,
                      symbols,
                      "1m",
                      true,
                      StrategyCatalog.onClassPath()
                          .find("ma-cross")
                          .orElseThrow()
                          .resolve(parameters)
                          .texts())),
              FillRules.DEFAULT));
    }
    return new BacktestOptions(
        symbols.stream()
            .map(
                of ->
                    Listing.of(of, Fixed8.parse("0.01"), Fixed8.parse("0.0001"), Fixed8.of(10_000)))
            .toList(),
        variants,
        "USDT",
        Fixed8.of(10_000),
        BacktestOptions.noLimits(),
        false,
        false,
        Fixed8.parse("0.00001"),
        1_000_000,
        60_000_000,
        true);
  }

  private static String job(
      History history, CatalogSource catalog, StreamExecutionEnvironment environment, int tasks)
      throws IOException {
    environment.setParallelism(tasks);
    return bytes(
        new BacktestJob(history, options(), catalog, false)
            .run(environment, REJECTS, BacktestJob.Watch.NONE));
  }

  private static StreamExecutionEnvironment environment(String backend) {
    Configuration settings = BacktestTopology.settings();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return flink.environment(settings);
  }

  @ParameterizedTest
  @CsvSource({
    "file, 1, hashmap",
    "file, 2, hashmap",
    "file, 1, rocksdb",
    "file, 2, rocksdb",
    "file, 2, rocksdb",
    "parquet, 2, hashmap",
    "topic, 1, hashmap",
    "topic, 2, hashmap",
    "topic, 1, rocksdb",
    "topic, 2, rocksdb",
    "topic, 2, rocksdb",
    "database, 1, hashmap",
    "database, 2, hashmap",
    "database, 1, rocksdb",
    "database, 2, rocksdb",
    "database, 2, rocksdb"
  })
  void whereverItIsRead(String source, int tasks, String backend) throws IOException {
    History history = SOURCES.get(source).history();
    assertThat(job(history, CatalogSource.classPath(), environment(backend), tasks))
        .isEqualTo(expected);
    assertThat(REJECTS.counts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"file, 1, rocksdb", "topic, 2, hashmap", "database, 2, rocksdb"})
  void afterAFailureInTheMiddle(String source, int tasks, String backend) throws IOException {
    FAILURES.set(0);
    History history = new FailsOnce(SOURCES.get(source).history());
    assertThat(job(history, CatalogSource.classPath(), environment(backend), tasks))
        .isEqualTo(expected);
    assertThat(FAILURES).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"parquet", "topic", "database"})
  void withTheJarsOfTheJob(String source) throws Exception {
    try (RemoteFlink elsewhere = new RemoteFlink(flink.webUrl(), 0, folder.resolve("plugins"))) {
      assertThat(
              job(
                  SOURCES.get(source).history(),
                  elsewhere.catalog(),
                  elsewhere.environment(),
                  elsewhere.slots()))
          .isEqualTo(expected);
    }
  }
}
