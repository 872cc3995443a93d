package io.alphaflow.cli.history;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.config.VenueType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.binance.market.BinanceMarketData;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.history.capture.CaptureFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow record}. */
@Command(
    name = "record",
    description = {
      "Record the raw messages of a venue's live streams, a compressed file for each",
      "symbol and period, which the simulated exchange can play again.",
      "Ctrl-C ends it."
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  alphaflow record --symbols BTC/USDT,ETH/USDT --out captures --duration 10m"
    })
public final class RecordCommand implements Callable<Integer> {

  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final long STOP_SECONDS = 10;

  @Option(
      names = "--symbols",
      paramLabel = "BASE/QUOTE",
      split = ",",
      description = "What to record (default: the symbols of --config)")
  private List<String> symbols;

  @Option(
      names = "--streams",
      paramLabel = "STREAM",
      split = ",",
      defaultValue = "trade,bookTicker,depth",
      description = "trade, aggTrade, bookTicker, depth, kline (default: ${DEFAULT-VALUE})")
  private List<String> streams;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the files go; nothing in it is overwritten")
  private Path out;

  @Option(
      names = "--rest",
      paramLabel = "URL",
      defaultValue = "https://api.binance.com",
      description = "REST interface of the venue (default: ${DEFAULT-VALUE})")
  private String rest;

  @Option(
      names = "--ws",
      paramLabel = "URL",
      defaultValue = "wss://stream.binance.com:9443",
      description = "Streams of the venue (default: ${DEFAULT-VALUE})")
  private String ws;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Take venue and symbols from the configuration of a desk")
  private Path config;

  @Option(
      names = "--venue",
      paramLabel = "NAME",
      defaultValue = "binance",
      description = "What the files' names begin with (default: ${DEFAULT-VALUE})")
  private String venue;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long, for example 90s, 10m, 8h (default: until Ctrl-C)")
  private String duration;

  @Option(
      names = "--rotate",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "A new file after this time (default: ${DEFAULT-VALUE})")
  private String rotate;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    VenueOptions options = venue();
    Duration length = duration == null ? FOR_EVER : time("--duration", duration);
    Duration period = time("--rotate", rotate);
    MarketData market = new BinanceMarketData(options);
    List<StreamKey> keys = keys(market, options);
    Consumer<String> note =
        text -> {
          err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
          err.flush();
        };
    CaptureFolder folder = new CaptureFolder(out, options.name(), period);
    Recorder recorder = new Recorder(market, keys, folder, note);
    CountDownLatch done = new CountDownLatch(1);
    Thread onSignal = new Thread(() -> finish(recorder, done), "record-stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      record(recorder, folder, length);
      summary(recorder, folder);
    } finally {
      done.countDown();
      withdraw(onSignal);
    }
    return recorder.counts().isEmpty() ? 1 : 0;
  }

  private static void record(Recorder recorder, CaptureFolder folder, Duration length)
      throws IOException, InterruptedException {
    try (folder) {
      recorder.run(length);
    }
  }

  /** Lets the recording end cleanly before the process does. */
  private static void finish(Recorder recorder, CountDownLatch done) {
    recorder.stop();
    try {
      done.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void withdraw(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs and finds that all is done.
      return;
    }
  }

  private VenueOptions venue() {
    if (config != null) {
      VenueOptions configured = DeskConfig.load(config).marketVenue();
      if (configured.type() != VenueType.BINANCE) {
        throw new UserError(
            "captures hold Binance's messages; the configured venue speaks another protocol: "
                + configured.type());
      }
      return symbols == null ? configured : with(configured.name(), configured);
    }
    if (symbols == null) {
      throw new UserError("say what to record: --symbols BTC/USDT,ETH/USDT, or --config FILE");
    }
    return with(venue, null);
  }

  private VenueOptions with(String name, VenueOptions configured) {
    List<InstrumentId> wanted = new ArrayList<>();
    for (String symbol : symbols) {
      wanted.add(
          FormatOptions.optional("--symbols", name + ":" + symbol, InstrumentId::parse)
              .orElseThrow());
    }
    return new VenueOptions(
        name,
        configured == null ? rest : configured.restUrl(),
        configured == null ? ws : configured.streamUrl(),
        configured == null ? "" : configured.wsApiUrl(),
        Duration.ofSeconds(3),
        wanted);
  }

  private List<StreamKey> keys(MarketData market, VenueOptions options)
      throws InterruptedException {
    Map<InstrumentId, Instrument> listed;
    try {
      listed = market.instruments(options.symbols()).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UserError("the venue does not answer: " + cause.getMessage());
    }
    List<StreamKind> kinds = streams.stream().map(RecordCommand::kind).distinct().toList();
    List<StreamKey> keys = new ArrayList<>();
    for (InstrumentId symbol : options.symbols()) {
      Instrument instrument = listed.get(symbol);
      if (instrument == null) {
        throw new UserError(options.restUrl() + " does not list " + symbol.symbol());
      }
      kinds.forEach(kind -> keys.add(new StreamKey(instrument.venueSymbol(), kind)));
    }
    if (keys.size() > market.maxStreams()) {
      throw new UserError(
          keys.size()
              + " streams are more than the "
              + market.maxStreams()
              + " of one connection: record fewer symbols, or with several commands");
    }
    return keys;
  }

  private static StreamKind kind(String name) {
    return switch (name.strip()) {
      case "trade" -> StreamKind.TRADE;
      case "aggTrade" -> StreamKind.AGG_TRADE;
      case "bookTicker" -> StreamKind.BOOK_TICKER;
      case "depth" -> StreamKind.DEPTH;
      case "kline" -> StreamKind.KLINE_1M;
      default ->
          throw new UserError(
              "--streams " + name + ": expected some of trade, aggTrade, bookTicker, depth, kline");
    };
  }

  private static Duration time(String option, String text) {
    String unit = text.isEmpty() ? "" : text.substring(text.length() - 1);
    try {
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      if (number > 0 && "smhd".contains(unit)) {
        return switch (unit) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException | ArithmeticException e) {
      // Told below.
    }
    throw new UserError(option + " " + text + ": expected a time such as 90s, 10m or 8h");
  }

  private void summary(Recorder recorder, CaptureFolder folder) {
    PrintWriter print = spec.commandLine().getOut();
    if (recorder.counts().isEmpty()) {
      print.println("Nothing came.");
    }
    folder.written().forEach(print::println);
    recorder
        .counts()
        .forEach((what, count) -> print.printf(Locale.ROOT, "%,12d  %s%n", count, what));
    if (recorder.reconnects() > 0) {
      print.printf(Locale.ROOT, "%,12d  times connected again%n", recorder.reconnects());
    }
    print.flush();
  }
}
