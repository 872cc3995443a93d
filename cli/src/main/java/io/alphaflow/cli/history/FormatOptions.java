package io.alphaflow.cli.history;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.file.DataFiles;
import io.alphaflow.history.format.Format;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.format.TimeFormat;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What a person says about files of market data. */
public final class FormatOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "binance-klines, binance-trades, binance-aggtrades, bitstamp-trades or csv",
        "(default: found in each file)"
      })
  String format;

  @Option(
      names = "--instrument",
      paramLabel = "VENUE:BASE/QUOTE",
      description = "What the files are of, for example binance:BTC/USDT")
  String instrument;

  @Option(
      names = "--venue",
      paramLabel = "VENUE",
      description = {
        "The venue, when the symbol is in the file's name, as in BTCUSDT-1m-2024-01.zip"
      })
  String venue;

  @Option(
      names = "--columns",
      paramLabel = "NAME=COLUMN",
      split = ",",
      description = {
        "What is where in a csv: time, open, high, low, close, volume, quote-volume, trades,",
        "taker-buy-volume, or id, time, price, quantity, side, buyer-is-maker; a column by its",
        "header or its number from 1. Example: time=Date,open=Open,high=High,low=Low,close=Close,"
            + "volume=Volume"
      })
  Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--time-format",
      paramLabel = "FORMAT",
      description = {
        "epoch (seconds to nanoseconds, told apart by size), s, ms, us, ns, iso, month-first,",
        "day-first (default: found in each file)"
      })
  String timeFormat;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Of times that say none, for example America/New_York (default: UTC)")
  String timeZone;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      defaultValue = "bad-lines.csv",
      description = {
        "Where lines that were not used are written, with their reason; CSV, or JSON lines when",
        "the name ends with .jsonl (default: ${DEFAULT-VALUE}, made only when there is one)"
      })
  Path report;

  @Option(names = "--strict", description = "Stop at the first bad line, with exit code 1")
  boolean strict;

  /** Whether the first bad line ends everything. */
  public boolean strict() {
    return strict;
  }

  /** Where lines go that are not used. */
  public Rejects rejects() {
    return new Rejects(report, strict);
  }

  /** The files that are meant by paths, folders and patterns. */
  public static List<Path> find(List<String> files) {
    try {
      return DataFiles.find(files);
    } catch (IOException e) {
      throw new UserError(e.getMessage());
    }
  }

  /**
   * What the files are, in the order in which to read them.
   *
   * @param interval of bars in the files, null when it was not said
   */
  public List<PlannedFile> plan(
      List<Path> found,
      Optional<BarSpec> interval,
      Optional<InstrumentId> fallback,
      Rejects rejects)
      throws IOException {
    return plan(found, interval, Optional.ofNullable(venue), fallback, rejects);
  }

  /**
   * The same of a venue that need not be said.
   *
   * @param usual the venue when nobody says it
   */
  public List<PlannedFile> planOf(
      String usual, List<Path> found, InstrumentId fallback, Rejects rejects) throws IOException {
    return plan(
        found,
        Optional.empty(),
        Optional.of(venue == null ? usual : venue),
        Optional.of(fallback),
        rejects);
  }

  private List<PlannedFile> plan(
      List<Path> found,
      Optional<BarSpec> interval,
      Optional<String> at,
      Optional<InstrumentId> fallback,
      Rejects rejects)
      throws IOException {
    if (instrument != null && venue != null) {
      throw new UserError("--instrument names the venue already; leave --venue out");
    }
    PlanOptions options =
        new PlanOptions(
            readOptions(),
            optional("--instrument", instrument, InstrumentId::parse),
            at.map(v -> v.toLowerCase(Locale.ROOT)),
            interval,
            fallback);
    return Plan.of(found, options, rejects);
  }

  private ReadOptions readOptions() {
    // A day more than now: the clocks of venues and their time zones.
    long latest = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(1, ChronoUnit.DAYS));
    return new ReadOptions(
        optional("--format", format, Format::parse),
        columns,
        optional("--time-format", timeFormat, TimeFormat::parse),
        zone(),
        latest);
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new UserError("--time-zone " + timeZone + ": expected a zone such as America/New_York");
    }
  }

  /** Reads the text of an option; an error names the option. */
  public static <T> Optional<T> optional(String option, String text, Function<String, T> parse) {
    try {
      return Optional.ofNullable(text).map(parse);
    } catch (IllegalArgumentException e) {
      throw new UserError(option + ": " + e.getMessage());
    }
  }
}
