package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.DatabaseEvents;
import io.alphaflow.backtest.data.DatabaseQuery;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.data.FileEvents;
import io.alphaflow.backtest.data.RecordedEvents;
import io.alphaflow.backtest.data.RecordedMarket;
import io.alphaflow.backtest.data.Symbols;
import io.alphaflow.backtest.data.TopicEvents;
import io.alphaflow.backtest.data.TopicQuery;
import io.alphaflow.cli.DeskDatabase;
import io.alphaflow.cli.DeskLogs;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.history.DeskPlace;
import io.alphaflow.cli.history.FormatOptions;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.kafka.OffsetRange;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the history of a backtest comes from: files, a log, or the database. */
final class SourceOptions {

  /** Of files that say no venue. */
  private static final String VENUE = "file";

  /** One of them. */
  static final class Which {
    @Option(
        names = "--data",
        paramLabel = "FILE",
        arity = "1..*",
        description = {
          "Files, folders or patterns of bars or trades: CSV, plain, gzip or zip, or Parquet, or"
              + " raw",
          "captures of alphaflow record; several symbols are merged by time"
        })
    private List<String> files;

    @Option(
        names = "--topic",
        paramLabel = "TOPIC",
        description = {
          "A log of the desk that runs here, or that ran last: market.trades or market.bars; also"
              + " a",
          "copy of one whose name ends with trades or bars"
        })
    private String topic;

    @Option(
        names = "--database",
        paramLabel = "TABLE",
        description = "The table bars or trades of the desk's database")
    private DatabaseQuery.Table table;
  }

  /**
   * History that can be read until it is closed.
   *
   * @param events the history
   * @param end gives back what was needed to read it
   */
  record Opened(EventSource events, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  @ArgGroup(multiplicity = "1")
  private Which which;

  @Option(
      names = "--symbol",
      paramLabel = "BASE/QUOTE",
      description = {
        "What the files are of (default: what their names say); of a log or the database, what is",
        "read of it: several with commas between, also with their venue (default: everything)"
      })
  private String symbol;

  @Option(names = "--from", paramLabel = "TIME", description = "Leave out what is before, UTC")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Leave out what is later, UTC")
  private String to;

  @Option(
      names = "--from-offset",
      paramLabel = "OFFSET",
      description = {
        "Read a log from this offset on: 1200, or by partition: 0:1200,1:900 (default: where"
            + " --from",
        "can be found)"
      })
  private String fromOffset;

  @Option(
      names = "--to-offset",
      paramLabel = "OFFSET",
      description = "Read a log up to this offset, which is not read (default: its present end)")
  private String toOffset;

  @Mixin private DeskPlace place = new DeskPlace();

  private Period period;

  /**
   * Opens the history.
   *
   * @param config of a desk, null when none was said
   * @param interval that strategies see, null when it was not said
   * @throws UserError when there is nothing that can be read
   */
  Opened open(Path config, String interval, FormatOptions format, Rejects rejects)
      throws IOException {
    period = Period.of(from, to);
    if (which.topic == null && (fromOffset != null || toOffset != null)) {
      throw new UsageError("--from-offset and --to-offset are for --topic");
    }
    try {
      if (which.topic != null) {
        return topic(config, interval, rejects);
      }
      return which.table != null
          ? database(config, interval)
          : new Opened(files(format, rejects), () -> {});
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private Opened topic(Path config, String interval, Rejects rejects) throws IOException {
    OffsetRange offsets = OffsetRange.parse(fromOffset, toOffset);
    if (config != null || place.saysKafka()) {
      return new Opened(topic(place.kafka(config), interval, offsets, rejects), () -> {});
    }
    DeskLogs logs = new DeskOption().logs();
    try {
      return new Opened(topic(logs.config().kafka(), interval, offsets, rejects), logs::close);
    } catch (IOException | RuntimeException e) {
      logs.close();
      throw e;
    }
  }

  private EventSource topic(
      KafkaOptions kafka, String interval, OffsetRange offsets, Rejects rejects)
      throws IOException {
    return TopicEvents.open(
        new TopicQuery(
            kafka,
            kafka.topicPrefix() + which.topic,
            symbols(),
            spec(interval),
            period.from(),
            period.to(),
            offsets),
        rejects);
  }

  private Opened database(Path config, String interval) throws IOException {
    DatabaseQuery query =
        new DatabaseQuery(which.table, symbols(), spec(interval), period.from(), period.to());
    if (config != null || place.saysDatabase()) {
      DeskPlace.Database at = place.readableDatabase(config);
      return new Opened(
          DatabaseEvents.open(at.jdbcUrl(), at.user(), at.password(), query), () -> {});
    }
    DeskDatabase database = new DeskOption().database();
    try {
      return new Opened(
          DatabaseEvents.open(database.jdbcUrl(), database.user(), database.password(), query),
          database::close);
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private EventSource files(FormatOptions format, Rejects rejects) throws IOException {
    List<Path> found = FormatOptions.find(which.files);
    List<RecordedMarket> captures = Captures.of(found, VENUE, symbol);
    if (!captures.isEmpty()) {
      return new RecordedEvents(captures, rejects, period.from(), period.to());
    }
    List<PlannedFile> planned = new ArrayList<>();
    for (Path file : found) {
      InstrumentId fallback = instrument(file);
      planned.addAll(
          symbol == null
              ? format.planOf(VENUE, List.of(file), fallback, rejects)
              : format.plan(List.of(file), Optional.empty(), Optional.of(fallback), rejects));
    }
    if (planned.isEmpty()) {
      throw new UserError("there is nothing to read: " + String.join("; ", rejects.fileFaults()));
    }
    return new FileEvents(planned, rejects, period.from(), period.to());
  }

  /** What a file is of when neither options nor its name say it. */
  private InstrumentId instrument(Path file) {
    if (symbol != null) {
      return FormatOptions.optional("--symbol", VENUE + ":" + symbol, InstrumentId::parse)
          .orElseThrow();
    }
    String name = file.getFileName().toString().split("[-_.]")[0].toUpperCase(Locale.ROOT);
    String base = name.replaceAll("[^A-Z0-9]", "");
    return new InstrumentId(VENUE, base.isEmpty() ? "BASE" : base, "USD");
  }

  private Symbols symbols() {
    return new Symbols(symbol == null ? List.of() : List.of(symbol.split(",")));
  }

  private static Optional<BarSpec> spec(String interval) {
    return FormatOptions.optional("--interval", interval, BarSpec::parse);
  }
}
